// An answer of Dovecot as an attempt on its mailbox. Dovecot's words stay inside: they name the mailbox, which a sender
// who wrote to an alias does not know, and its own troubles.

import { isPositive, isTemporary, mailboxFull, temporaryFailure, wholeReply } from '#core/smtp-reply.ts'
import type { LmtpAnswer } from '#daemons/lmtp/lmtp-transaction.ts'
import { type DeliveryFailure, deliveryFailure } from '../../delivery-failure.ts'
import type { AttemptedTarget } from './attempted-target.ts'

const publicTexts: Record<DeliveryFailure, string> = {
  'mailbox-full': mailboxFull.text,
  'delivery-refused': 'The message was refused by the mailbox',
  'delivery-deferred': temporaryFailure.text,
}

/** Codes are Dovecot's, the public text is ours; `said` holds all that it said. */
export function lmtpAttempt(answer: LmtpAnswer | undefined): Pick<AttemptedTarget, 'attempt' | 'said'> {
  const given = answer?.kind === 'answered' ? answer.reply : temporaryFailure
  const said = wholeReply(given)
  if (isPositive(given)) return { said, attempt: { kind: 'delivered', reply: given } }
  const reason = deliveryFailure(given)
  const nonsense = reason === 'delivery-deferred' && !isTemporary(given)
  const reply = nonsense ? temporaryFailure : { ...given, text: publicTexts[reason] }
  return { said, attempt: { kind: 'not-delivered', reply, reason } }
}
