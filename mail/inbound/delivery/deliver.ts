// Acts on the decisions: the queue of outgoing mail for what is sent on, LMTP for what is delivered or filed as junk,
// PostgreSQL for what is kept, then one reply. 250 leaves only when every mailbox has the message or a committed row for it.

import type { DmarcObservations } from '#core/deliverability/dmarc-observations.ts'
import { nextRetry } from '#core/held/retry-schedule.ts'
import type { Correspondents } from '#core/policies/correspondents.ts'
import type { Secret } from '#core/secret.ts'
import { accepted, isTemporary, type SmtpReply, temporaryFailure, wholeReply } from '#core/smtp/smtp-reply.ts'
import type { Reason } from '#core/trace/outcome.ts'
import type { Trace } from '#core/trace/trace.ts'
import type { EarlyDelivery } from '#daemons/lmtp/early-lmtp-delivery.ts'
import type { LmtpAnswer, LmtpMessage } from '#daemons/lmtp/lmtp-transaction.ts'
import { type Decided, type Decision, isOutgoing } from '../stages.ts'
import { applyHeldQuota } from './apply-held-quota.ts'
import type { AttemptedTarget } from './attempted-target.ts'
import { combinedReply } from './combined-reply.ts'
import { type Copy, copiesOf } from './copies.ts'
import { dmarcObservation } from './dmarc-observation.ts'
import type { BeginToMailboxes } from './early-delivery.ts'
import { type ForwardParts, forwardMail } from './forward-mail.ts'
import type { HeldQuota } from './held-quota.ts'
import { type KeepingParts, keepUndelivered, type Settled } from './keep-undelivered.ts'
import { lmtpAttempt } from './lmtp-attempt.ts'
import { traceEntries } from './trace-entries.ts'

export type DeliverToMailboxes = (message: LmtpMessage) => Promise<readonly LmtpAnswer[]>

export interface DeliveryParts extends KeepingParts, ForwardParts {
  readonly beginToMailboxes: BeginToMailboxes
  readonly deliverToMailboxes: DeliverToMailboxes
  readonly heldRoom: HeldQuota
  readonly correspondents: Correspondents
  readonly trace: Trace
  readonly dmarcObservations: DmarcObservations
  readonly findingsKey: Secret
}

/** `begun` is for the one mailbox that the message is written to. */
export async function deliver(
  mail: Decided,
  begun: EarlyDelivery | null,
  parts: DeliveryParts,
): Promise<SmtpReply> {
  // First: where this cannot be committed, nobody has the message yet, and its sender is asked to come back.
  const outgoing = await forwardMail(mail, parts)
  const attempts =
    outgoing === null ? everybodyLater(mail) : [...outgoing, ...(await toMailboxes(mail, begun, parts))]
  using within = await applyHeldQuota(mail, parts, inOrder(mail, attempts))
  const now = parts.clock.now()
  const { reply, settled } = combinedReply(within.attempted, nextRetry(0, now) ?? new Date(now))
  const kept = await keepUndelivered(mail, parts, settled)
  const became = kept ? settled : settled.map(notKept)
  for (const each of became) logOutcome(mail, parts, each)
  parts.trace.add(traceEntries(mail, became, reasonOf))
  if (!kept) return temporaryFailure
  rememberAuthor(mail, parts, settled)
  const said = reply ?? accepted(mail.queueId)
  if (!isTemporary(said)) observeDmarc(mail, parts, settled)
  return said
}

/** As the sender named them, whatever copy each one got: of several refusals, the first is the reply. */
function inOrder(mail: Decided, attempts: readonly AttemptedTarget[]): readonly AttemptedTarget[] {
  const places = new Map(mail.decided.map((decided, index) => [decided, index]))
  const placeOf = ({ decided }: AttemptedTarget): number => places.get(decided) ?? 0
  return attempts.toSorted((one, other) => placeOf(one) - placeOf(other))
}

const everybodyLater = ({ decided: all, content }: Decided): readonly AttemptedTarget[] =>
  all.map((decided) => ({
    ...{ decided, content, said: wholeReply(temporaryFailure) },
    attempt: { kind: 'not-delivered', reply: temporaryFailure, reason: 'delivery-deferred' },
  }))

async function toMailboxes(
  mail: Decided,
  begun: EarlyDelivery | null,
  parts: DeliveryParts,
): Promise<readonly AttemptedTarget[]> {
  const byLmtp: DeliverToMailboxes = async (message) =>
    (await begun?.complete(message.content)) ?? (await parts.deliverToMailboxes(message))
  const copies = copiesOf(mail, parts.findingsKey)
  return (
    await Promise.all(
      copies.map(async (copy) => [
        ...(await deliverSome(mail, byLmtp, { copy, parts })),
        ...withoutLmtp(copy),
      ]),
    )
  ).flat()
}

async function deliverSome(
  mail: Decided,
  byLmtp: DeliverToMailboxes,
  { copy: { decided: all, content }, parts }: { readonly copy: Copy; readonly parts: DeliveryParts },
): Promise<AttemptedTarget[]> {
  const some = all.filter(({ decision }) => isDelivery(decision))
  if (some.length === 0) return []
  const recipients = some.map(({ target }) => target.address)
  const answers = await byLmtp({ reversePath: mail.reversePath, recipients, content })
  const silent = answers.find((answer) => answer.kind === 'silent')
  if (silent !== undefined) {
    const { cause } = silent
    parts.log.warn({ event: 'component.unavailable', component: 'dovecot', cause, queueId: mail.queueId })
  }
  return some.map((decided, index) => ({ decided, content, ...lmtpAttempt(answers[index]) }))
}

const isDelivery = ({ kind }: Decision): boolean => kind === 'deliver' || kind === 'junk'

function withoutLmtp({ content, decided: all }: Copy): AttemptedTarget[] {
  return all.flatMap((decided): AttemptedTarget[] => {
    const { decision } = decided
    if (isDelivery(decision)) return []
    if (!('reply' in decision)) {
      return [{ decided, content, attempt: { kind: 'hold', reason: decision.reason }, said: '' }]
    }
    const { reply, reason } = decision
    return [{ decided, content, attempt: { kind: 'not-delivered', reply, reason }, said: wholeReply(reply) }]
  })
}

/** A message that will come back is counted when it does. */
function observeDmarc(
  mail: Decided,
  { dmarcObservations }: DeliveryParts,
  settled: readonly Settled[],
): void {
  const observation = dmarcObservation(mail, settled)
  if (observation !== null) dmarcObservations.add(observation)
}

/** Junk teaches nothing about who is known. */
function rememberAuthor(
  { author }: Decided,
  { correspondents }: DeliveryParts,
  settled: readonly Settled[],
): void {
  const took = settled.filter(
    ({ attempted, outcome }) => outcome.kind === 'delivered' && attempted.decided.decision.kind === 'deliver',
  )
  const communes = new Set(took.map(({ attempted }) => attempted.decided.target.commune))
  if (communes.size > 0) correspondents.remember(author, [...communes])
}

/** Nothing waits or is held without its row: the sender, who hears 451, has it still. */
function notKept(settled: Settled): Settled {
  const { kind } = settled.outcome
  if (kind !== 'waiting' && kind !== 'held') return settled
  const outcome = { kind: 'deferred', reply: temporaryFailure, reason: reasonOf(settled) } as const
  return { attempted: settled.attempted, outcome }
}

function logOutcome({ queueId }: Decided, { log }: DeliveryParts, settled: Settled): void {
  const { attempted, outcome } = settled
  log.info({
    event: 'mail.settled',
    queueId,
    recipient: attempted.decided.target.address,
    outcome: outcome.kind === 'delivered' && isOutgoing(attempted.decided) ? 'forwarded' : outcome.kind,
    reason: reasonOf(settled),
    reply: attempted.said,
  })
}

function reasonOf({ attempted: { attempt, decided }, outcome }: Settled): Reason {
  if ('reason' in outcome) return outcome.reason
  return attempt.kind === 'delivered' ? decided.decision.reason : attempt.reason
}
