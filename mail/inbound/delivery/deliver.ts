// Acts on the decisions: LMTP for what is delivered or filed as junk, PostgreSQL for what is kept, then one reply. 250
// leaves only when every mailbox has the message or a committed row for it.

import type { Clock } from '#core/clock.ts'
import type { KeptMail, KeptRecipient } from '#core/kept-mail.ts'
import type { Log } from '#core/log.ts'
import type { MessageContent } from '#core/message-content.ts'
import type { Outcome, Reason } from '#core/outcome.ts'
import { newQueueId } from '#core/queue-id.ts'
import { accepted, isPositive, replyText, type SmtpReply, temporaryFailure } from '#core/smtp-reply.ts'
import type { LmtpAnswer, LmtpMessage } from '#daemons/lmtp/lmtp-transaction.ts'
import type { Decided, DecidedTarget } from '../stages.ts'
import { type Attempt, oneReply } from './one-reply.ts'
import { wholeContent } from './whole-content.ts'

export type DeliverToMailboxes = (message: LmtpMessage) => Promise<readonly LmtpAnswer[]>

export interface DeliveryParts {
  readonly deliverToMailboxes: DeliverToMailboxes
  readonly keptMail: KeptMail
  readonly clock: Clock
  readonly log: Log
}

const firstRetryMilliseconds = 60_000
/** Read by the Sieve script that files into Junk; incoming fields of this name were removed. */
const junkField = Buffer.from('X-Vaguemestre-Junk: yes\r\n')

interface Attempted {
  readonly decided: DecidedTarget
  readonly content: MessageContent
  readonly attempt: Attempt
}

export async function deliver(mail: Decided, parts: DeliveryParts): Promise<SmtpReply> {
  const asJunk = { ...mail.content, head: Buffer.concat([junkField, mail.content.head]) }
  const attempted = (
    await Promise.all([
      deliverSome(mail, parts, { kind: 'deliver', content: mail.content }),
      deliverSome(mail, parts, { kind: 'junk', content: asJunk }),
    ])
  ).flat()
  attempted.push(...withoutLmtp(mail))
  const retryAt = new Date(parts.clock.now() + firstRetryMilliseconds)
  const { reply, outcomes } = oneReply(
    attempted.map((each) => each.attempt),
    retryAt,
  )
  const kept = await keep(mail, parts, { attempted, outcomes })
  for (const [index, each] of attempted.entries()) {
    logOutcome(mail, parts, { each, outcome: outcomes[index] })
  }
  if (!kept) return temporaryFailure
  return reply ?? accepted(mail.queueId)
}

async function deliverSome(
  mail: Decided,
  parts: DeliveryParts,
  { kind, content }: { readonly kind: 'deliver' | 'junk'; readonly content: MessageContent },
): Promise<Attempted[]> {
  const some = mail.decided.filter(({ decision }) => decision.kind === kind)
  if (some.length === 0) return []
  const recipients = some.map(({ target }) => target.address)
  const answers = await parts.deliverToMailboxes({ reversePath: mail.reversePath, recipients, content })
  const silent = answers.find((answer) => answer.kind === 'silent')
  if (silent !== undefined) {
    const { cause } = silent
    parts.log.warn({ event: 'component.unavailable', component: 'dovecot', cause, queueId: mail.queueId })
  }
  return some.map((decided, index) => ({ decided, content, attempt: attemptOf(answers[index]) }))
}

function attemptOf(answer: LmtpAnswer | undefined): Attempt {
  if (answer === undefined || answer.kind === 'silent') {
    return { kind: 'not-delivered', by: 'lmtp', reply: temporaryFailure, reason: 'delivery-deferred' }
  }
  const { reply } = answer
  if (isPositive(reply)) return { kind: 'delivered', reply }
  if (reply.code >= 500) return { kind: 'not-delivered', by: 'lmtp', reply, reason: 'delivery-refused' }
  return { kind: 'not-delivered', by: 'lmtp', reply: publicDeferral(reply), reason: 'delivery-deferred' }
}

/** Dovecot's words for its own trouble are not for strangers. */
const publicDeferral = (reply: SmtpReply): SmtpReply => ({ ...reply, text: temporaryFailure.text })

function withoutLmtp(mail: Decided): Attempted[] {
  return mail.decided.flatMap((decided): Attempted[] => {
    const { decision } = decided
    if (decision.kind === 'deliver' || decision.kind === 'junk') return []
    if (!('reply' in decision)) {
      return [{ decided, content: mail.content, attempt: { kind: 'hold', reason: decision.reason } }]
    }
    const { reply, reason } = decision
    return [
      { decided, content: mail.content, attempt: { kind: 'not-delivered', by: 'policy', reply, reason } },
    ]
  })
}

/** False when a row could not be committed: the sender must keep the message then, at the price of a duplicate. */
async function keep(
  mail: Decided,
  { keptMail, clock, log }: DeliveryParts,
  {
    attempted,
    outcomes,
  }: { readonly attempted: readonly Attempted[]; readonly outcomes: readonly Outcome[] },
): Promise<boolean> {
  const byContent = new Map<MessageContent, KeptRecipient[]>()
  for (const [index, each] of attempted.entries()) {
    const recipient = keptRecipient(each, outcomes[index])
    if (recipient === null) continue
    const recipients = byContent.get(each.content)
    if (recipients === undefined) byContent.set(each.content, [recipient])
    else recipients.push(recipient)
  }
  try {
    let queueId = mail.queueId
    for (const [content, recipients] of byContent) {
      const whole = await wholeContent(content)
      await keptMail.keep({ queueId, reversePath: mail.reversePath, content: whole, recipients })
      queueId = newQueueId(clock.now())
    }
    return true
  } catch (error) {
    const cause = String(error)
    log.error({ event: 'component.unavailable', component: 'postgresql', cause, queueId: mail.queueId })
    return false
  }
}

function keptRecipient({ decided, attempt }: Attempted, outcome: Outcome | undefined): KeptRecipient | null {
  const { address: recipient, commune } = decided.target
  if (outcome?.kind !== 'held' && outcome?.kind !== 'waiting') return null
  const why =
    outcome.kind === 'held'
      ? ({ kind: 'held', reason: outcome.reason } as const)
      : ({ kind: 'waiting', retryAt: outcome.retryAt } as const)
  return { recipient, commune, why, lastReply: attempt.kind === 'not-delivered' ? shown(attempt.reply) : '' }
}

const shown = (reply: SmtpReply): string => `${reply.code} ${replyText(reply)}`

function logOutcome(
  { queueId }: Decided,
  { log }: DeliveryParts,
  { each, outcome }: { readonly each: Attempted; readonly outcome: Outcome | undefined },
): void {
  if (outcome === undefined) return
  const { attempt, decided } = each
  log.info({
    event: 'mail.settled',
    queueId,
    recipient: decided.target.address,
    outcome: outcome.kind,
    reason: reasonOf(each, outcome),
    reply: attempt.kind === 'hold' ? '' : shown(attempt.reply),
  })
}

function reasonOf({ attempt, decided }: Attempted, outcome: Outcome): Reason {
  if ('reason' in outcome) return outcome.reason
  return attempt.kind === 'delivered' ? decided.decision.reason : attempt.reason
}
