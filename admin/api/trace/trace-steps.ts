// The journey of one message as steps: what the trace wrote down, put in order, recipients with the same fate together.

import type { LoggedDecision } from '#db/stores/held/decision-log.ts'
import type { findKeptOf, TraceRow } from '#db/stores/trace/trace-pages.ts'
import type { TraceStep } from '../../contract/trace.ts'

type Kept = Awaited<ReturnType<typeof findKeptOf>>[number]

export interface Journey {
  /** Oldest first; at least one. */
  readonly rows: readonly TraceRow[]
  readonly kept: readonly Kept[]
  /** What the log of changes says of releases and deletions: it outlives what is kept. */
  readonly decisions: readonly LoggedDecision[]
}

/** In the order they happened. */
export function traceSteps({ rows, kept, decisions }: Journey): readonly TraceStep[] {
  const [first] = rows
  if (first === undefined) return []
  const at = first.at.toISOString()
  const known = new Set<string>()
  const steps: TraceStep[] = [
    { kind: 'received', at, client: first.client, reversePath: first.reversePath, bytes: first.bytes },
    ...(isChecked(first) ? [authenticated(first, at), filtered(rows, at)] : []),
  ]
  const fateOf = (row: TraceRow) =>
    JSON.stringify([
      ...[row.at.getTime(), row.outcome, row.reason, row.reply, row.takenBy],
      deletedBy(row, decisions),
    ])
  for (const row of rows) {
    const key = fateOf(row)
    const later = rows.some((each) => each.at < row.at && each.recipient === row.recipient)
    if (known.has(key)) continue
    known.add(key)
    const alike = rows.filter((each) => fateOf(each) === key)
    steps.push({
      kind: 'settled',
      at: row.at.toISOString(),
      recipients: alike.map(({ recipient }) => recipient),
      outcome: row.outcome,
      reason: row.reason,
      reply: row.reply,
      later,
      by: deletedBy(row, decisions),
      takenBy: row.takenBy,
    })
  }
  // Stable: what happened at one time stays as it was written down.
  const past = [...steps, ...releasedSteps(kept, decisions)].toSorted((a, b) => a.at.localeCompare(b.at))
  return [...past, ...nextTries(kept)]
}

/** Who decided it last, as the log says; null for what nobody deleted, and where nobody signed in for it. */
function deletedBy({ outcome, recipient }: TraceRow, decisions: readonly LoggedDecision[]): string | null {
  if (outcome !== 'deleted') return null
  const decided = decisions.findLast(
    ({ kind, recipients }) => kind === 'delete' && recipients.includes(recipient),
  )
  return decided?.by ?? null
}

/** Turned away before anybody looked at it: nothing is known of it. */
const isChecked = ({ spf, dmarc }: TraceRow): boolean => !(spf === 'unchecked' && dmarc === 'unchecked')

function authenticated({ authorDomain, spf, dkim, dmarc, arc }: TraceRow, at: string): TraceStep {
  const signatures = dkim === 'none' || dkim === 'unknown' ? [] : dkim.split(' ')
  return {
    ...{ kind: 'authenticated', at, authorDomain, spf, dmarc, arc },
    dkim: signatures.map((text) => {
      const colon = text.lastIndexOf(':')
      return { domain: text.slice(0, Math.max(0, colon)), result: text.slice(colon + 1) }
    }),
  }
}

/** Marks differ by commune: together they are what was found for those in sight. */
function filtered(rows: readonly TraceRow[], at: string): TraceStep {
  const [first] = rows
  return {
    kind: 'filtered',
    at,
    score: first?.score ?? null,
    symbols: first?.symbols ?? {},
    findings: [...new Set(rows.flatMap(({ findings }) => findings))],
  }
}

/** From the log; and those of whom it says nothing, as long as they wait. */
function releasedSteps(
  kept: readonly Kept[],
  made: readonly LoggedDecision[],
): readonly Extract<TraceStep, { kind: 'released' }>[] {
  const decisions = made.filter(({ kind }) => kind === 'release')
  const told = new Set(decisions.flatMap(({ recipients }) => recipients))
  const untold = kept.filter(
    ({ kind, releasedAt, recipient }) => kind === 'waiting' && releasedAt !== null && !told.has(recipient),
  )
  const first = untold[0]?.releasedAt ?? null
  return [
    ...decisions,
    ...(first === null
      ? []
      : [{ at: first, by: null, recipients: untold.map(({ recipient }) => recipient) }]),
  ].map(({ at, by, recipients }) => ({
    ...{ kind: 'released', at: at.toISOString(), by },
    recipients: [...recipients],
  }))
}

const nextTries = (kept: readonly Kept[]): readonly TraceStep[] =>
  kept.flatMap(({ kind, nextAttemptAt, attempts, lastReply, recipient }) =>
    kind === 'waiting' && nextAttemptAt !== null
      ? [
          {
            ...{ kind: 'next-try' as const, at: nextAttemptAt.toISOString() },
            ...{ recipients: [recipient], attempts, reply: lastReply },
          },
        ]
      : [],
  )
