// Saving a part of a policy; where somebody else was faster, what stands there now is kept beside what was typed.

import { useState } from 'react'
import { ProblemError } from '#ui/api/problem-error.ts'
import { sayDone } from '#ui/overlay/toast.tsx'
import { useChange } from '../queries.ts'
import { changed, type PolicyChange, type PolicyView } from './policy.ts'

/** The policy of the Département is a part of every commune’s. */
const stale = ['/communes', '/policy', '/mailboxes'] as const

export function usePolicyChange(view: PolicyView, saved: string) {
  const ofCommune = useChange('PUT /communes/{commune}/policy', stale)
  const ofDepartment = useChange('PUT /policy', stale)
  const save = view.commune.kind === 'department' ? ofDepartment : ofCommune
  const send = (body: PolicyChange): Promise<PolicyView> =>
    view.commune.kind === 'department'
      ? ofDepartment.mutateAsync({ body })
      : ofCommune.mutateAsync({ params: { commune: view.commune.id }, body })
  const [base, setBase] = useState(view)
  const [clash, setClash] = useState<PolicyView | null>(null)
  return {
    base,
    clash,
    error: clash === null ? save.error : null,
    isPending: save.isPending,
    /** What was typed goes on top of what stands there now. */
    resume: () => {
      if (clash === null) return
      setBase(clash)
      setClash(null)
    },
    submit: async (part: Partial<Omit<PolicyChange, 'version'>>): Promise<void> => {
      try {
        setBase(await send(changed(base, part)))
        sayDone({ text: saved })
      } catch (error) {
        if (error instanceof ProblemError && error.code === 'changed-meanwhile' && isPolicy(error.current))
          setClash(error.current)
      }
    },
  }
}

const isPolicy = (value: unknown): value is PolicyView =>
  typeof value === 'object' && value !== null && 'own' in value && 'inherited' in value && 'version' in value
