// The end of a submission: what is committed is ours, and only then is it said (RFC 5321 §6.1).

import type { MailQueue } from '#core/queued-mail.ts'
import { accepted, type SmtpReply } from '#core/smtp-reply.ts'
import type { Signed } from './stages.ts'

/** Rejects when the database does not take it: nobody has the message then but its sender. */
export async function enqueue(mail: Signed, queue: MailQueue): Promise<SmtpReply> {
  const { queueId, sender, reversePath, signed, returns, envelopeId, recipients, held, leak } = mail
  await queue.enqueue({
    ...{ queueId, commune: sender.commune, mailbox: sender.mailbox, origin: 'submission', reversePath },
    ...{ content: signed, smtputf8: needsUtf8(mail), returns, envelopeId, recipients, held },
    ...(leak === null ? {} : { leak }),
  })
  return accepted(queueId)
}

/**
 * An address beyond ASCII needs servers that take it, and so does a field of whoever asked for SMTPUTF8 (RFC 6531 §3.5).
 * The raw octets that copiers and old programs put into a subject go as they came: every server takes them.
 */
const needsUtf8 = ({ content: { head }, reversePath, recipients, smtputf8 }: Signed): boolean =>
  (smtputf8 && head.some((octet) => octet > 0x7f)) ||
  [reversePath, ...recipients.map(({ address }) => address)].some((path) => /[^\0-\x7f]/.test(path))
