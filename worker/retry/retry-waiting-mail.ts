// One attempt on the oldest due message: LMTP for its due recipients, then each recipient ends settled, waiting or held.
// What was kept for a mailbox that is gone is held: its address may be somebody else's now.
// A claim that runs out before the answer is written down can deliver twice, never lose.

import type { EmailAddress } from '#core/address/email-address.ts'
import type { Clock } from '#core/clock.ts'
import { nextRetry } from '#core/held/retry-schedule.ts'
import type { Log } from '#core/log.ts'
import { rawField } from '#core/message/decoded-field.ts'
import { bodyInMemory } from '#core/message/message-content.ts'
import { junkField } from '#core/message/own-header-fields.ts'
import {
  isPositive,
  type SmtpReply,
  temporaryFailure,
  unknownMailbox,
  wholeReply,
} from '#core/smtp/smtp-reply.ts'
import type { Reason } from '#core/trace/outcome.ts'
import type { LaterEntry, LaterTrace } from '#core/trace/trace.ts'
import type { LmtpAnswer, LmtpMessage } from '#daemons/lmtp/lmtp-transaction.ts'
import type {
  ClaimedMessage,
  ClaimedRecipient,
  RetryAttempt,
  WaitingMail,
} from '#db/stores/held/retry-claims.ts'
import { deliveryFailure } from '#mail/delivery-failure.ts'
import type { Teach } from '../learning/lesson.ts'
import { removeFields } from '../remove-fields.ts'

export interface RetryPorts {
  readonly waitingMail: WaitingMail
  /** One answer for each recipient in their order. */
  readonly deliver: (message: LmtpMessage) => Promise<readonly LmtpAnswer[]>
  readonly teach: Teach
  readonly trace: LaterTrace
  readonly clock: Clock
  readonly log: Log
  /** Longer than the longest delivery. */
  readonly leaseSeconds: number
}

/** False when nothing was due. Rejects when the database does not answer. */
export async function retryWaitingMail(ports: RetryPorts): Promise<boolean> {
  const message = await ports.waitingMail.claim(new Date(ports.clock.now()), ports.leaseSeconds)
  if (message === null) return false
  const gone = message.recipients.filter(({ mailboxAddress }) => mailboxAddress === null)
  await Promise.all([
    ...copiesOf(message).map((copy) => deliverCopy(ports, message, copy)),
    ...gone.map((recipient) => record(ports, { message, recipient, reply: unknownMailbox })),
  ])
  return true
}

const junkFieldName = junkField.name.toLowerCase()

type Reachable = ClaimedRecipient & { readonly mailboxAddress: EmailAddress }

interface Copy {
  readonly content: Buffer
  readonly recipients: readonly Reachable[]
}

/** A released message goes to the inbox, also where it had been meant for the junk folder. */
function copiesOf({ content, recipients: all }: ClaimedMessage): readonly Copy[] {
  const recipients = all.filter((each): each is Reachable => each.mailboxAddress !== null)
  const inbox = removeFields(content, (name) => name === junkFieldName)
  const copies =
    inbox === content
      ? [{ content, recipients }]
      : [
          { content, recipients: recipients.filter(({ released }) => !released) },
          { content: inbox, recipients: recipients.filter(({ released }) => released) },
        ]
  return copies.filter((copy) => copy.recipients.length > 0)
}

async function deliverCopy(ports: RetryPorts, message: ClaimedMessage, copy: Copy): Promise<void> {
  const answers = await ports.deliver({
    reversePath: message.reversePath,
    // LMTP sends head and body one after the other: what was kept needs no cutting.
    content: { head: copy.content, body: bodyInMemory(Buffer.alloc(0)) },
    recipients: copy.recipients.map(({ mailboxAddress }) => mailboxAddress),
  })
  const silent = answers.find((answer) => answer.kind === 'silent')
  if (silent !== undefined) {
    const { queueId } = message
    ports.log.warn({ event: 'component.unavailable', component: 'dovecot', cause: silent.cause, queueId })
  }
  for (const [index, recipient] of copy.recipients.entries()) {
    const answer = answers[index]
    const reply = answer?.kind === 'answered' ? answer.reply : temporaryFailure
    await record(ports, { message, recipient, reply })
  }
}

interface Answered {
  readonly message: ClaimedMessage
  readonly recipient: ClaimedRecipient
  readonly reply: SmtpReply
}

async function record(ports: RetryPorts, answered: Answered): Promise<void> {
  const { waitingMail, log, clock, trace } = ports
  const { message, recipient, reply } = answered
  const { queueId } = message
  const attempts = recipient.attempts + 1
  const text = wholeReply(reply)
  const attempt: RetryAttempt = {
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
  const at = new Date(clock.now())
  if (isPositive(reply)) {
    await waitingMail.settle(attempt)
    if (recipient.teachesHam && recipient.mailboxAddress !== null)
      ports.teach({ class: 'ham', mailbox: recipient.mailboxAddress, content: message.content })
    const reason = recipient.released ? 'released' : 'retried'
    return trace.add([entryOf(answered, at, { outcome: filedAs(answered), reason })])
  }
  const reason = deliveryFailure(reply)
  // A full mailbox may be emptied within days: only any other refusal for good is the end.
  const retryAt = reason === 'delivery-refused' ? null : nextRetry(attempts, clock.now())
  if (retryAt !== null) return waitingMail.reschedule(attempt, retryAt)
  await waitingMail.hold(attempt, reason)
  trace.add([entryOf(answered, at, { outcome: 'held', reason })])
  log.warn({ event: 'retry.held', queueId, recipient: recipient.recipient, attempts })
}

/** Dovecot files by this field alone, and what a person released went without it. */
const filedAs = ({ message, recipient }: Answered): LaterEntry['outcome'] =>
  !recipient.released && rawField(message.content, junkFieldName) !== '' ? 'junk' : 'delivered'

const entryOf = (
  { message, recipient, reply }: Answered,
  at: Date,
  became: { readonly outcome: LaterEntry['outcome']; readonly reason: Reason },
): LaterEntry => ({
  at,
  queueId: message.receivedAs,
  commune: recipient.commune,
  reversePath: message.reversePath,
  recipient: recipient.recipient,
  bytes: message.content.length,
  reply: wholeReply(reply),
  ...became,
})
