// Why a message is not in its mailbox, read from what Dovecot answered. The gateway and the retry must agree: a message
// that one of them lets wait is never given up by the other.

import { mailboxFull, type SmtpReply } from '#core/smtp/smtp-reply.ts'
import type { Reason } from '#core/trace/outcome.ts'

export type DeliveryFailure = Extract<Reason, 'mailbox-full' | 'delivery-refused' | 'delivery-deferred'>

/** Of a reply that is not positive. One that is neither 4yz nor 5yz refuses nothing: it is tried again. */
export function deliveryFailure({ code, enhanced }: SmtpReply): DeliveryFailure {
  if (enhanced === mailboxFull.enhanced) return 'mailbox-full'
  return code >= 500 ? 'delivery-refused' : 'delivery-deferred'
}
