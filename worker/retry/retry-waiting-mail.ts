// One attempt on the oldest due message: LMTP once for its due recipients, then each recipient ends settled, waiting or
// held. A claim that runs out before the answer is written down can deliver twice, never lose.

import type { Clock } from '#core/clock.ts'
import type { EmailAddress, ReversePath } from '#core/email-address.ts'
import type { Log } from '#core/log.ts'
import type { Reason } from '#core/outcome.ts'
import { nextRetry } from '#core/retry-curve.ts'
import {
  isPositive,
  isTemporary,
  mailboxFull,
  replyText,
  type SmtpReply,
  temporaryFailure,
} from '#core/smtp-reply.ts'
import type { LmtpAnswer } from '#daemons/lmtp/lmtp-transaction.ts'
import type { Attempt, ClaimedMessage, ClaimedRecipient, WaitingMail } from '#db/stores/waiting-mail.ts'

export interface Delivery {
  readonly reversePath: ReversePath
  readonly content: Buffer
  readonly recipients: readonly EmailAddress[]
}

/** One answer for each recipient in their order. */
export type Deliver = (delivery: Delivery) => Promise<readonly LmtpAnswer[]>

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
  const answers = await ports.deliver({
    reversePath: message.reversePath,
    content: message.content,
    recipients: message.recipients.map(({ recipient }) => recipient),
  })
  const silent = answers.find((answer) => answer.kind === 'silent')
  if (silent !== undefined) {
    const { queueId } = message
    ports.log.warn({ event: 'component.unavailable', component: 'dovecot', cause: silent.cause, queueId })
  }
  for (const [index, recipient] of message.recipients.entries()) {
    const answer = answers[index]
    const reply = answer?.kind === 'answered' ? answer.reply : temporaryFailure
    await record(ports, { message, recipient, reply })
  }
  return true
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
  const retryAt = reason === 'delivery-refused' ? null : nextRetry(attempts, clock.now())
  if (retryAt !== null) return waitingMail.reschedule(attempt, retryAt)
  await waitingMail.hold(attempt, reason)
  log.warn({ event: 'retry.held', queueId, recipient: recipient.recipient, attempts })
}

/** A full mailbox may be emptied within days: only any other refusal for good is the end. */
function reasonOf(reply: SmtpReply): Reason {
  if (reply.enhanced === mailboxFull.enhanced) return 'mailbox-full'
  return isTemporary(reply) ? 'delivery-deferred' : 'delivery-refused'
}
