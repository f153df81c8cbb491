// How much, how long and how many: of disk, connections, mailboxes and waiting.

import { z } from 'zod'

export const limits = z
  .strictObject({
    deliveryTimeoutSeconds: z
      .int()
      .min(1)
      .max(300)
      .default(60)
      .describe('Longest wait for one answer of Dovecot before the sender is asked to try again.'),
    freeDiskFloorMegabytes: z
      .int()
      .min(0)
      .default(512)
      .describe('Below this much free room on a state volume no message is accepted.'),
    databaseConnections: z
      .int()
      .min(20)
      .max(1000)
      .default(100)
      .describe('Connections PostgreSQL accepts, shared by all processes.'),
    fullMailboxGraceDays: z
      .int()
      .min(0)
      .max(30)
      .default(3)
      .describe(
        'How long senders to a full mailbox are asked to try again (452 4.2.2) before they get 552 5.2.2.',
      ),
    defaultQuotaMegabytes: z
      .int()
      .min(1)
      .default(1000)
      .describe('Room of a mailbox that names no other, in decimal megabytes.'),
    sieveMessagesPerHour: z
      .int()
      .min(1)
      .max(100_000)
      .default(200)
      .describe(
        'Answers, notices and redirects that the rules of one mailbox may send in an hour. What comes beyond stays in the mailbox.',
      ),
    heldMailboxMegabytes: z
      .int()
      .min(1)
      .default(500)
      .describe(
        'Held mail of one mailbox from which on senders of what would be held for it are asked to try again (452 4.2.2). Ordinary mail is not.',
      ),
    heldTotalMegabytes: z
      .int()
      .min(1)
      .default(20_480)
      .describe(
        'The same for all mailboxes together (452 4.3.1). It is in PostgreSQL: keep twice as much room free on the volume of data/, above freeDiskFloorMegabytes. On a smaller volume nothing new is held from twice that floor on, whatever stands here.',
      ),
  })
  .refine(
    (limits) => limits.heldMailboxMegabytes <= limits.heldTotalMegabytes,
    'heldMailboxMegabytes must not be above heldTotalMegabytes',
  )
  .prefault({})
  .describe('Limits of the machine.')
