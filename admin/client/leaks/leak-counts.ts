// How often each kind was found of late, and what became of those messages.

import { useMemo } from 'react'
import type { AdminAnswer } from '../../contract/all.ts'
import { useAnswer } from '../queries.ts'
import type { LeakKind } from './leak-policy.ts'

type Count = AdminAnswer<'GET /leak-counts'>['counts'][number]
export type LeakOutcome = Count['outcome']
export type KindCounts = ReadonlyMap<LeakOutcome, number>
export type LeakCounts = ReadonlyMap<LeakKind, KindCounts>

const days = 30

/** Undefined while nobody knows. */
export function useLeakCounts(commune: string | null): LeakCounts | undefined {
  const { data } = useAnswer('GET /leak-counts', {
    query: { days, ...(commune === null ? {} : { commune }) },
  })
  return useMemo(() => (data === undefined ? undefined : byKind(data.counts)), [data])
}

function byKind(counts: readonly Count[]): LeakCounts {
  const kinds = new Map<LeakKind, Map<LeakOutcome, number>>()
  for (const { kind, outcome, messages } of counts) {
    const known = kinds.get(kind) ?? new Map<LeakOutcome, number>()
    kinds.set(kind, known.set(outcome, messages))
  }
  return kinds
}
