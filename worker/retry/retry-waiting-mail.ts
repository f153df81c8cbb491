// One attempt on the oldest due message: LMTP once for its due recipients, then each recipient ends settled, waiting or
// held. A claim that runs out before the answer is written down can deliver twice, never lose.

import type { Clock } from '#core/clock.ts'
import type { EmailAddress, ReversePath } from '#core/email-address.ts'
import type { Log } from '#core/log.ts'
import type { Reason } from '#core/outcome.ts'
import {
  isPositive,
  isTemporary,
  mailboxFull,
  replyText,
  type SmtpReply,
  temporaryFailure,
} from '#core/smtp-reply.ts'
import type { Attempt, ClaimedMessage, ClaimedRecipient, WaitingMail } from '#db/stores/waiting-mail.ts'
import { nextAttempt } from './retry-curve.ts'

export interface Delivery {
  readonly reversePath: ReversePath
  readonly content: Buffer
  readonly recipients: readonly EmailAddress[]
}

/** One reply for each recipient in their order, null where none came. Rejects when no recipient can have the message. */
export type Deliver = (delivery: Delivery) => Promise<readonly (SmtpReply | null)[]>

export interface RetryPorts {
  readonly waitingMail: WaitingMail
  readonly deliver: Deliver
  readonly clock: Clock
  readonly log: Log
  /** Longer than the longest delivery. */
  readonly leaseSeconds: number
}

/** False when nothing was due. Rejects when the database does not answer. */
export async function retryWaitingMail(ports: RetryPorts): Promise<boolean> {
  const message = await ports.waitingMail.claim(new Date(ports.clock.now()), ports.leaseSeconds)
  if (message === null) return false
  const replies = await deliverTo(ports.deliver, message)
  for (const [index, recipient] of message.recipients.entries()) {
    await record(ports, { message, recipient, reply: replies[index] ?? temporaryFailure })
  }
  return true
}

async function deliverTo(deliver: Deliver, message: ClaimedMessage): Promise<readonly (SmtpReply | null)[]> {
  try {
    return await deliver({
      reversePath: message.reversePath,
      content: message.content,
      recipients: message.recipients.map(({ recipient }) => recipient),
    })
  } catch {
    // Dovecot is not there. What it is worth is told by the reply that each recipient gets below.
    return []
  }
}

interface Answered {
  readonly message: ClaimedMessage
  readonly recipient: ClaimedRecipient
  readonly reply: SmtpReply
}

async function record(ports: RetryPorts, { message, recipient, reply }: Answered): Promise<void> {
  const { waitingMail, log, clock } = ports
  const { queueId } = message
  const attempts = recipient.attempts + 1
  const text = `${reply.code} ${replyText(reply)}`
  const attempt: Attempt = {
    queueId,
    recipient: recipient.recipient,
    commune: recipient.commune,
    reply: text,
  }
  log.info({
    event: 'retry.attempted',
    queueId,
    recipient: recipient.recipient,
    reply: text,
    attempt: attempts,
  })
  if (isPositive(reply)) return waitingMail.settle(attempt)
  const reason = reasonOf(reply)
  const retryAt = reason === 'delivery-refused' ? null : nextAttempt(attempts, clock.now())
  if (retryAt !== null) return waitingMail.reschedule(attempt, retryAt)
  await waitingMail.hold(attempt, reason)
  log.warn({ event: 'retry.held', queueId, recipient: recipient.recipient, attempts })
}

/** A full mailbox may be emptied within days: only any other refusal for good is the end. */
function reasonOf(reply: SmtpReply): Reason {
  if (reply.enhanced === mailboxFull.enhanced) return 'mailbox-full'
  return isTemporary(reply) ? 'delivery-deferred' : 'delivery-refused'
}
