// What a finished message leaves in the trace: one entry for each mailbox, and one for what it sends on.

import type { Reason } from '#core/trace/outcome.ts'
import type { TracedOutcome, TraceEntry } from '#core/trace/trace.ts'
import { givenAddresses, messageTrace } from '../message-trace.ts'
import { type Decided, type DecidedTarget, type Findings, isOutgoing } from '../stages.ts'
import type { Settled } from './keep-undelivered.ts'

const mostSymbols = 12

export function traceEntries(
  mail: Decided,
  settled: readonly Settled[],
  reasonOf: (settled: Settled) => Reason,
): readonly TraceEntry[] {
  const about = messageTrace(mail)
  const given = givenAddresses(mail.recipients)
  const symbols = weightiest(mail.findings.symbols)
  // What is sent on comes first: what became of the mailbox itself is the last word on it.
  const ordered = settled.toSorted((one, other) => place(one) - place(other))
  return ordered.map((each) => ({
    ...about,
    commune: each.attempted.decided.target.commune,
    recipient: each.attempted.decided.target.address,
    given: given(each.attempted.decided.target),
    score: mail.findings.score,
    symbols,
    findings: marksFor(mail.findings, each.attempted.decided),
    outcome: traced(each),
    reason: reasonOf(each),
    reply: each.attempted.said,
  }))
}

const place = ({ attempted: { decided } }: Settled): number => (isOutgoing(decided) ? 0 : 1)

function traced({ outcome, attempted: { decided } }: Settled): TracedOutcome {
  if (outcome.kind !== 'delivered') return outcome.kind
  if (isOutgoing(decided)) return 'forwarded'
  return decided.decision.kind === 'junk' ? 'junk' : 'delivered'
}

/** Never a file name, never whose name was borrowed: what was found, and no word of it. */
const marksFor = (
  { attachments, suspicions }: Findings,
  { target }: DecidedTarget,
): TraceEntry['findings'] => [
  ...new Set([
    ...attachments.map(({ mark }) => mark),
    ...(suspicions.get(target.commune) ?? []).map(({ mark }) => mark),
  ]),
]

function weightiest(symbols: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  const moved = Object.entries(symbols).filter(([, points]) => points !== 0)
  moved.sort(([, a], [, b]) => Math.abs(b) - Math.abs(a))
  return Object.fromEntries(moved.slice(0, mostSymbols))
}
