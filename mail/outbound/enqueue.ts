// The end of a submission: what is committed is ours, and only then is it said (RFC 5321 §6.1).

import type { MailQueue } from '#core/queue/queued-mail.ts'
import { accepted, type SmtpReply } from '#core/smtp/smtp-reply.ts'
import { needsUtf8 } from '../session/needs-smtputf8.ts'
import type { Signed } from './stages.ts'

/** Rejects when the database does not take it: nobody has the message then but its sender. */
export async function enqueue(mail: Signed, queue: MailQueue): Promise<SmtpReply> {
  const { queueId, sender, reversePath, signed, returns, envelopeId, recipients, held, leak } = mail
  const addresses = [reversePath, ...recipients.map(({ address }) => address)]
  const smtputf8 = needsUtf8({ smtputf8: mail.smtputf8, head: mail.content.head, addresses })
  await queue.enqueue({
    ...{ queueId, commune: sender.commune, mailbox: sender.mailbox, origin: 'submission', reversePath },
    ...{ content: signed, smtputf8, returns, envelopeId, recipients, held },
    ...(leak === null ? {} : { leak }),
  })
  return accepted(queueId)
}
