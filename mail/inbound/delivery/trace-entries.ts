// What a finished message leaves in the trace: one entry for each recipient.

import { contentBytes } from '#core/message-content.ts'
import type { Reason } from '#core/outcome.ts'
import type { TraceEntry } from '#core/trace.ts'
import type { Decided } from '../stages.ts'
import type { Settled } from './keep-undelivered.ts'

const mostSymbols = 12

export function traceEntries(
  mail: Decided,
  settled: readonly Settled[],
  reasonOf: (settled: Settled) => Reason,
): readonly TraceEntry[] {
  const { verdict, findings } = mail
  const symbols = weightiest(findings.symbols)
  return settled.map((each) => ({
    at: mail.receivedAt,
    queueId: mail.queueId,
    commune: each.each.decided.target.commune,
    client: mail.client.address,
    reversePath: mail.reversePath,
    authorDomain: verdict.fromDomain,
    recipient: each.each.decided.target.address,
    bytes: contentBytes(mail.content),
    spf: verdict.spf,
    dkim:
      verdict.dkim
        .map(({ domain, result }) => `${domain}:${result}`)
        .join(' ')
        .slice(0, 500) || 'none',
    dmarc: verdict.dmarc,
    arc: verdict.arc,
    score: findings.score,
    symbols,
    findings: [
      ...new Set([
        ...findings.attachments.map(({ mark }) => mark),
        ...(findings.suspicions.get(each.each.decided.target.commune) ?? []).map(({ mark }) => mark),
      ]),
    ],
    outcome: each.outcome.kind,
    reason: reasonOf(each),
    reply: each.each.said,
  }))
}

function weightiest(symbols: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  const moved = Object.entries(symbols).filter(([, points]) => points !== 0)
  moved.sort(([, a], [, b]) => Math.abs(b) - Math.abs(a))
  return Object.fromEntries(moved.slice(0, mostSymbols))
}
