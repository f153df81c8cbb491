// From which score on mail is filed as junk or refused, which attachments are dangerous, and whom the filter may ask.

import { z } from 'zod'
import { attachmentActions, attachmentMarks } from '#core/message/attachment-mark.ts'
import { hostName } from '../field-types.ts'

export const filtering = z
  .strictObject({
    junkAtScore: z
      .number()
      .min(0)
      .max(100)
      .default(6)
      .describe('rspamd score from which a message is filed as junk.'),
    refuseAtScore: z
      .number()
      .min(0)
      .max(1000)
      .default(15)
      .describe('rspamd score from which a message is refused.'),
    timeoutSeconds: z
      .number()
      .min(1)
      .max(120)
      .default(30)
      .describe('Longest wait for a filter before the sender is asked to try again.'),
    networkLists: z.boolean().default(true).describe('Ask public reputation lists by DNS.'),
    greylisting: z
      .boolean()
      .optional()
      .describe(
        'Ask suspicious mail, and no other, to come back some minutes later. Left out: yes, but not in a demonstration, where the first message of a newcomer should arrive at once.',
      ),
    greylistSeconds: z
      .int()
      .min(1)
      .max(3600)
      .default(300)
      .describe('Delay after which greylisted mail is accepted.'),
    attachments: z
      .partialRecord(z.enum(attachmentMarks), z.enum(attachmentActions))
      .default({})
      .describe(
        'What to do about each kind of dangerous file, where it differs from the default of docs/operations.md.',
      ),
    trustedDomains: z
      .array(hostName)
      .default([
        'impots.gouv.fr',
        'dgfip.finances.gouv.fr',
        'urssaf.fr',
        'caf.fr',
        'ameli.fr',
        'ants.gouv.fr',
        'laposte.fr',
      ])
      .describe('Domains besides the hosted ones that a look-alike must not pass for.'),
    trustedSealers: z
      .array(hostName)
      .default([])
      .describe(
        'Forwarders and lists whose ARC seal is trusted when DMARC fails because they changed a message.',
      ),
  })
  .refine(
    (filtering) => filtering.junkAtScore < filtering.refuseAtScore,
    'junkAtScore must be below refuseAtScore',
  )
  .prefault({})
  .describe('Spam filtering of the whole département.')
