// Where one delivery goes: our own mailboxes by the inbound stages, everything else to the mail hosts of its domain.

import type { Clock } from '#core/clock.ts'
import type { DeliveryAttempt, RecipientAnswer } from '#core/delivery-attempt.ts'
import type { EmailAddress } from '#core/email-address.ts'
import { localDestination } from '#core/queued-mail.ts'
import { type SmtpReply, temporaryFailure, wholeReply } from '#core/smtp-reply.ts'
import type { DeliverLocally } from '#mail/inbound/local-delivery.ts'
import { classifyReply, outcomeOf } from '#mail/outbound/mx-delivery/classify-reply.ts'
import type { DeliverByMx } from '#mail/outbound/mx-delivery/deliver-by-mx.ts'
import type { Attempt, MessageToDeliver } from './queue-runner.ts'

export interface AttemptPorts {
  readonly deliverLocally: DeliverLocally
  readonly deliverByMx: DeliverByMx
  readonly clock: Clock
}

export const attemptBy =
  ({ deliverLocally, deliverByMx, clock }: AttemptPorts): Attempt =>
  async (message, destination) => {
    if (destination !== localDestination) return await deliverByMx(message, destination)
    const begun = clock.now()
    const replies = await deliverLocally(message)
    return localAttempt(message, replies, Math.max(0, clock.now() - begun))
  }

const localAttempt = (
  { recipients }: MessageToDeliver,
  replies: ReadonlyMap<EmailAddress, SmtpReply>,
  milliseconds: number,
): DeliveryAttempt => ({
  ...{ host: null, address: null, tls: '', milliseconds },
  recipients: recipients.map((recipient) => answerOf(recipient, replies.get(recipient) ?? temporaryFailure)),
})

function answerOf(recipient: EmailAddress, reply: SmtpReply): RecipientAnswer {
  const { code, enhanced, text } = reply
  const said = { code, enhanced, lines: [text] }
  const outcome = outcomeOf(said)
  const kind = outcome === 'delivered' ? 'accepted' : classifyReply(said)
  return { recipient, outcome, kind, reply: wholeReply(reply) }
}
