// What holds where neither the département nor a commune says otherwise, as the processes that decide or show it read it.

import { z } from 'zod'
import { attachmentActions, attachmentMarks } from '../message/attachment-mark.ts'

const recipients = z.int().min(1)

export const mailPolicy = z.strictObject({
  junkAt: z.number().describe('From this rspamd score on a message is filed as junk.'),
  refuseAt: z.number().describe('From this rspamd score on a message is refused in session.'),
  attachments: z
    .record(z.enum(attachmentMarks), z.enum(attachmentActions))
    .describe('What is done about each kind of dangerous file.'),
  sending: z
    .strictObject({
      mailboxHour: recipients.describe('Of one mailbox within an hour.'),
      mailboxDay: recipients.describe('Of one mailbox within a day.'),
      communeHour: recipients.describe('Of all mailboxes of a commune within an hour.'),
      firstTimeDay: recipients.describe(
        'Of one mailbox within a day, whom its commune never corresponded with.',
      ),
    })
    .describe('Most recipients of what people send.'),
  forbidsExternalForwards: z.boolean().describe('Whether no mail is sent on to the outside by itself.'),
})
