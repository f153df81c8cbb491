// How much people may send, so that one stolen password does not cost all communes their good name.

import { z } from 'zod'

/** RFC 5321 §4.5.3.1.8 asks to take a hundred recipients of one message. */
const recipients = z.int().min(100).max(1_000_000)

export const sending = z
  .strictObject({
    recipientsPerMailboxHour: recipients
      .default(300)
      .describe('Recipients that one mailbox may write to within an hour.'),
    recipientsPerMailboxDay: recipients.default(1000).describe('The same within a day.'),
    recipientsPerCommuneHour: recipients
      .default(2000)
      .describe('Recipients that all mailboxes of one commune may write to within an hour.'),
    firstTimeRecipientsPerMailboxDay: recipients
      .default(200)
      .describe(
        'Recipients outside this installation, with whom the commune never corresponded, that one mailbox may write to within a day.',
      ),
    externalForwards: z
      .boolean()
      .default(true)
      .describe('Whether the département may allow forwards to the outside.'),
  })
  .prefault({})
  .describe(
    'Sending limits. The smallest of these numbers is also the most recipients of one message of theirs; a program sends the rest in another. The panel changes them for all communes or for one.',
  )
