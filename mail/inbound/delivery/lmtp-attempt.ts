// An answer of Dovecot as an attempt on its mailbox. Dovecot's words stay inside: they name the mailbox, which a sender
// who wrote to an alias does not know, and its own troubles.

import { assertNever } from '#core/assert-never.ts'
import {
  isPositive,
  isTemporary,
  mailboxFullForNow,
  type SmtpReply,
  temporaryFailure,
  wholeReply,
} from '#core/smtp/smtp-reply.ts'
import type { LmtpAnswer } from '#daemons/lmtp/lmtp-transaction.ts'
import { type DeliveryFailure, deliveryFailure } from '../../delivery-failure.ts'
import type { AttemptedTarget } from './attempted-target.ts'

const refusedText = 'The message was refused by the mailbox'

/** The code of a refusal is Dovecot's, the public text is ours; `said` holds all that it said. */
export function lmtpAttempt(answer: LmtpAnswer | undefined): Pick<AttemptedTarget, 'attempt' | 'said'> {
  const given = answer?.kind === 'answered' ? answer.reply : temporaryFailure
  const said = wholeReply(given)
  if (isPositive(given)) return { said, attempt: { kind: 'delivered', reply: given } }
  const reason = deliveryFailure(given)
  return { said, attempt: { kind: 'not-delivered', reply: publicReply(given, reason), reason } }
}

function publicReply(given: SmtpReply, reason: DeliveryFailure): SmtpReply {
  switch (reason) {
    case 'mailbox-full':
      // Whether its grace is over is known at RCPT, which let this message come so far.
      return mailboxFullForNow
    case 'delivery-refused':
      return { ...given, text: refusedText }
    case 'delivery-deferred':
      return isTemporary(given) ? { ...given, text: temporaryFailure.text } : temporaryFailure
    default:
      return assertNever(reason)
  }
}
