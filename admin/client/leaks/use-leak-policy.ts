// The rules about leaks of a commune, or of the Département: read, and saved in parts. Where somebody else was faster, what
// stands there now is kept beside what was typed.

import { useState } from 'react'
import { ProblemError } from '#ui/api/problem-error.ts'
import { sayDone } from '#ui/overlay/toast.tsx'
import { useAnswer, useChange } from '../queries.ts'
import type { LeakPolicyChange, LeakPolicyView } from './leak-policy.ts'

/** `commune` null: the Département's. */
export function useLeakPolicy(commune: string | null) {
  const own = useAnswer(
    'GET /communes/{commune}/leak-policy',
    { params: { commune: commune ?? '' } },
    { enabled: commune !== null },
  )
  const above = useAnswer('GET /leak-policy', {}, { enabled: commune === null })
  return commune === null ? above : own
}

const stale = ['/communes', '/leak-policy'] as const

export function useLeakChange(commune: string | null, saved: string) {
  const saveOwn = useChange('PUT /communes/{commune}/leak-policy', stale)
  const saveAbove = useChange('PUT /leak-policy', stale)
  const [clash, setClash] = useState<LeakPolicyView | null>(null)
  const error = commune === null ? saveAbove.error : saveOwn.error
  const isClash = error instanceof ProblemError && error.code === 'changed-meanwhile'
  return {
    /** What stands there now, when somebody else changed it; what was typed goes on top of it the next time. */
    clash,
    error: isClash ? null : error,
    isPending: saveOwn.isPending || saveAbove.isPending,
    /** True once it is saved. */
    submit: async (body: LeakPolicyChange): Promise<boolean> => {
      try {
        if (commune === null) await saveAbove.mutateAsync({ body })
        else await saveOwn.mutateAsync({ params: { commune }, body })
        setClash(null)
        sayDone({ text: saved })
        return true
      } catch (problem) {
        if (problem instanceof ProblemError && isPolicy(problem.current)) setClash(problem.current)
        return false
      }
    },
  }
}

const isPolicy = (value: unknown): value is LeakPolicyView =>
  typeof value === 'object' && value !== null && 'own' in value && 'inherited' in value && 'version' in value
