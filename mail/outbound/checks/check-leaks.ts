// Whether a message gives away what the law protects, by the rules of its commune, and who answers for it where it leaves all
// the same: its author, who said why, or the manager who must agree.

import type { Log } from '#core/log.ts'
import { type LeakDecision, type LeakFinding, type LeakOutcome, leakKinds } from '#core/policies/leak.ts'
import type { LeakTally } from '#core/policies/leak-tally.ts'
import { leakRefusalText } from '#core/policies/leak-text.ts'
import type { QueuedLeak } from '#core/queue/queued-mail.ts'
import { failed, ok, type Result } from '#core/result.ts'
import { leakRefused, temporaryFailure } from '#core/smtp/smtp-reply.ts'
import { type LeakBasis, type LeakSources, leakCounts, preSendCheck } from '../../dlp/pre-send-check.ts'
import type { Checked, Cleaned, Stopped } from '../stages.ts'

export interface LeakCheckParts extends LeakSources {
  /** Rejects when nobody can say. */
  readonly leakPolicy: (sender: Cleaned['sender']) => Promise<LeakBasis>
  readonly leakTally: LeakTally
  readonly log: Log
}

export async function checkLeaks(
  mail: Cleaned,
  parts: LeakCheckParts,
  deadline: AbortSignal,
): Promise<Result<Pick<Checked, 'leak' | 'held'>, Stopped>> {
  const basis = await parts.leakPolicy(mail.sender)
  const recipients = mail.recipients.map(({ address }) => address)
  const request = { mailbox: mail.sender.mailbox, deadline }
  const message = { content: mail.content, recipients, request }
  const answer = await preSendCheck(message, basis, parts)
  if (!answer.ok) return failed(unread(mail, answer.error, parts.log))
  const { findings, decision } = answer.value
  const outcome = outcomeOf(decision, mail)
  parts.log.info({
    event: 'submission.leaks',
    queueId: mail.queueId,
    findings: findings.map(({ kind, count }) => `${kind}:${count}`),
    action: outcome,
    reason: decision.reason,
  })
  tally(findings, outcome, { mail, leakTally: parts.leakTally })
  const refusal = outcome === 'justified' ? null : leakRefusalText(decision, 'fr')
  if (refusal !== null) return failed({ reply: leakRefused(refusal), reason: 'leak' })
  return ok({ held: outcome === 'hold', leak: answeredFor(findings, decision, mail) })
}

function unread({ queueId }: Cleaned, cause: string, log: Log): Stopped {
  log.warn({ event: 'component.unavailable', component: 'leak-finder', cause, queueId })
  return { reply: temporaryFailure, reason: 'filter-unavailable' }
}

const outcomeOf = ({ action }: LeakDecision, { justification }: Cleaned): LeakOutcome =>
  action === 'justify' && justification !== null ? 'justified' : action

function tally(
  findings: readonly LeakFinding[],
  outcome: LeakOutcome,
  { mail, leakTally }: { readonly mail: Cleaned; readonly leakTally: LeakTally },
): void {
  const kinds = leakKinds.filter((kind) => findings.some((finding) => finding.kind === kind))
  if (kinds.length === 0) return
  leakTally.add({ commune: mail.sender.commune, at: mail.receivedAt, kinds, outcome })
}

/** A reason that nobody asked for is not kept. */
function answeredFor(
  findings: readonly LeakFinding[],
  { action, reason }: LeakDecision,
  { justification, sender }: Cleaned,
): QueuedLeak | null {
  if (reason === 'clean' || (action !== 'justify' && action !== 'hold')) return null
  return { counts: leakCounts(findings), cause: reason, justification, person: sender.person }
}
