// An answer of Dovecot as an attempt on its mailbox. Dovecot's words stay inside: they name the mailbox, which a sender
// who wrote to an alias does not know, and its own troubles.

import { isPositive, isTemporary, mailboxFull, replyText, temporaryFailure } from '#core/smtp-reply.ts'
import type { LmtpAnswer } from '#daemons/lmtp/lmtp-transaction.ts'
import type { Attempted } from './attempted.ts'

const refused = 'The message was refused by the mailbox'

/** Codes are Dovecot's, the public text is ours; `said` holds all that it said. */
export function lmtpAttempt(answer: LmtpAnswer | undefined): Pick<Attempted, 'attempt' | 'said'> {
  if (answer === undefined || answer.kind === 'silent') {
    const said = `${temporaryFailure.code} ${replyText(temporaryFailure)}`
    return {
      said,
      attempt: { kind: 'not-delivered', by: 'lmtp', reply: temporaryFailure, reason: 'delivery-deferred' },
    }
  }
  const { reply } = answer
  const said = `${reply.code} ${replyText(reply)}`
  if (isPositive(reply)) return { said, attempt: { kind: 'delivered', reply } }
  const own = (text: string) => ({ kind: 'not-delivered', by: 'lmtp', reply: { ...reply, text } }) as const
  if (reply.enhanced === mailboxFull.enhanced)
    return { said, attempt: { ...own(mailboxFull.text), reason: 'mailbox-full' } }
  if (reply.code >= 500) return { said, attempt: { ...own(refused), reason: 'delivery-refused' } }
  const deferral = isTemporary(reply) ? own(temporaryFailure.text) : { ...own(''), reply: temporaryFailure }
  return { said, attempt: { ...deferral, reason: 'delivery-deferred' } }
}
