// Every job that one process leaves for the worker: its name, what it carries, and how it is tried again.

import type { Queue } from 'pg-boss'
import { z } from 'zod'
import { emailAddressSchema } from '#core/address/address-schema.ts'
import type { CommuneId, MailboxId } from '#core/address/directory.ts'
import type { QueueId } from '#core/queue/queue-id.ts'

/** Schema of pg-boss in our database. */
export const jobSchema = 'pgboss'

/** RFC 5321 §4.5.3.1, in octets or more beyond ASCII (RFC 6531). */
const longestPath = 1_000
const mailboxId = z.uuid().transform((text) => text as MailboxId)
const queueId = z.ulid().transform((text) => text as QueueId)

/** `HeldChoice` as a job carries it. */
const heldChoice = {
  queueId: queueId.describe('The held message.'),
  commune: z
    .uuid()
    .transform((text) => text as CommuneId)
    .nullable()
    .describe('The commune that decides; null for the département.'),
  recipients: z
    .array(emailAddressSchema)
    .min(1)
    .nullable()
    .describe('For whom; null for all it is held for.'),
}

/** What each job carries; ids only, never content. */
export const jobPayloads = {
  'provision-mailbox': z.strictObject({
    mailbox: mailboxId.describe('The mailbox that Dovecot must create.'),
  }),
  'release-held': z.strictObject({
    ...heldChoice,
    allowSender: z.boolean().describe('Take what this author sends and can prove from now on.'),
    learn: z.boolean().describe('Teach the filter that it is no spam.'),
  }),
  'delete-held': z.strictObject(heldChoice),
  'trace-deleted': z.strictObject({
    queueId: queueId.describe('The outgoing message.'),
    commune: z.uuid().transform((text) => text as CommuneId),
    reversePath: z.string().max(longestPath),
    bytes: z.int().nonnegative(),
    at: z.iso.datetime().describe('When somebody deleted it.'),
    recipients: z
      .array(z.strictObject({ address: z.string().max(longestPath), reason: z.enum(['leak', 'withdrawn']) }))
      .min(1)
      .describe('Who will not get it; whatever address of others the message was for.'),
  }),
} as const

export type JobName = keyof typeof jobPayloads
export type JobPayload<Name extends JobName> = z.infer<(typeof jobPayloads)[Name]>

/** Doing it twice changes nothing, so it is tried until the database lets it happen. */
const heldQueue = {
  policy: 'standard',
  retryLimit: 20,
  retryDelay: 1,
  retryBackoff: true,
  retryDelayMax: 300,
  expireInSeconds: 60,
  deleteAfterSeconds: 86_400,
} as const

/** Queue settings: `exclusive` keeps one job for each singleton key, so asking twice does no harm. */
export const jobQueues: Readonly<Record<JobName, Omit<Queue, 'name'>>> = {
  'provision-mailbox': {
    policy: 'exclusive',
    // A mailbox that cannot be made today is asked for again by the worker's sweep.
    retryLimit: 20,
    retryDelay: 1,
    retryBackoff: true,
    retryDelayMax: 60,
    expireInSeconds: 60,
    deleteAfterSeconds: 86_400,
  },
  'release-held': heldQueue,
  'delete-held': heldQueue,
  'trace-deleted': heldQueue,
}
