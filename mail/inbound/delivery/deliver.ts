// Acts on the decisions: LMTP for what is delivered or filed as junk, PostgreSQL for what is kept, then one reply. 250
// leaves only when every mailbox has the message or a committed row for it.

import type { MessageContent } from '#core/message-content.ts'
import type { Reason } from '#core/outcome.ts'
import { junkField } from '#core/own-fields.ts'
import { nextRetry } from '#core/retry-curve.ts'
import { accepted, type SmtpReply, temporaryFailure, wholeReply } from '#core/smtp-reply.ts'
import type { LmtpAnswer, LmtpMessage } from '#daemons/lmtp/lmtp-transaction.ts'
import type { Decided } from '../stages.ts'
import type { AttemptedTarget } from './attempted-target.ts'
import { type KeepingParts, keepUndelivered, type Settled } from './keep-undelivered.ts'
import { lmtpAttempt } from './lmtp-attempt.ts'
import { oneReply } from './one-reply.ts'

export type DeliverToMailboxes = (message: LmtpMessage) => Promise<readonly LmtpAnswer[]>

export interface DeliveryParts extends KeepingParts {
  readonly deliverToMailboxes: DeliverToMailboxes
}

/** Read by the Sieve script that files into Junk; incoming fields of this name were removed. */
const junkMark = Buffer.from(`${junkField.name}: ${junkField.value}\r\n`)

export async function deliver(mail: Decided, parts: DeliveryParts): Promise<SmtpReply> {
  const asJunk = { ...mail.content, head: Buffer.concat([junkMark, mail.content.head]) }
  const attempted = (
    await Promise.all([
      deliverSome(mail, parts, { kind: 'deliver', content: mail.content }),
      deliverSome(mail, parts, { kind: 'junk', content: asJunk }),
    ])
  ).flat()
  attempted.push(...withoutLmtp(mail))
  const now = parts.clock.now()
  const { reply, settled } = oneReply(attempted, nextRetry(0, now) ?? new Date(now))
  const kept = await keepUndelivered(mail, parts, settled)
  for (const each of settled) logOutcome(mail, parts, each)
  if (!kept) return temporaryFailure
  return reply ?? accepted(mail.queueId)
}

async function deliverSome(
  mail: Decided,
  parts: DeliveryParts,
  { kind, content }: { readonly kind: 'deliver' | 'junk'; readonly content: MessageContent },
): Promise<AttemptedTarget[]> {
  const some = mail.decided.filter(({ decision }) => decision.kind === kind)
  if (some.length === 0) return []
  const recipients = some.map(({ target }) => target.address)
  const answers = await parts.deliverToMailboxes({ reversePath: mail.reversePath, recipients, content })
  const silent = answers.find((answer) => answer.kind === 'silent')
  if (silent !== undefined) {
    const { cause } = silent
    parts.log.warn({ event: 'component.unavailable', component: 'dovecot', cause, queueId: mail.queueId })
  }
  return some.map((decided, index) => ({ decided, content, ...lmtpAttempt(answers[index]) }))
}

function withoutLmtp(mail: Decided): AttemptedTarget[] {
  const { content } = mail
  return mail.decided.flatMap((decided): AttemptedTarget[] => {
    const { decision } = decided
    if (decision.kind === 'deliver' || decision.kind === 'junk') return []
    if (!('reply' in decision)) {
      return [{ decided, content, attempt: { kind: 'hold', reason: decision.reason }, said: '' }]
    }
    const { reply, reason } = decision
    const said = wholeReply(reply)
    return [{ decided, content, attempt: { kind: 'not-delivered', by: 'policy', reply, reason }, said }]
  })
}

function logOutcome({ queueId }: Decided, { log }: DeliveryParts, settled: Settled): void {
  const { each, outcome } = settled
  log.info({
    event: 'mail.settled',
    queueId,
    recipient: each.decided.target.address,
    outcome: outcome.kind,
    reason: reasonOf(settled),
    reply: each.said,
  })
}

function reasonOf({ each: { attempt, decided }, outcome }: Settled): Reason {
  if ('reason' in outcome) return outcome.reason
  return attempt.kind === 'delivered' ? decided.decision.reason : attempt.reason
}
