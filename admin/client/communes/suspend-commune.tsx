// Suspends a commune, or opens it again: what will happen and what stays is said before.

import { ConfirmChange } from '../form/confirm-change.tsx'
import { useAnswer } from '../queries.ts'
import { useWords } from '../words/words.tsx'

export const communeChanges = ['/communes', '/to-do', '/figures'] as const

export function SuspendCommune({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const { suspend } = useWords().communes
  const { data: commune } = useAnswer('GET /communes/{commune}', { params: { commune: id } })
  if (commune === undefined) return null
  const { name, revision, suspendedAt } = commune
  const resuming = suspendedAt !== null
  return (
    <ConfirmChange
      danger={!resuming}
      route="PUT /communes/{commune}/suspension"
      input={{ params: { commune: id }, body: { revision, suspended: !resuming } }}
      stale={communeChanges}
      title={resuming ? suspend.resumeTitle(name) : suspend.title(name)}
      action={resuming ? suspend.resume : suspend.action}
      done={resuming ? suspend.resumed(name) : suspend.done(name)}
      onClose={onClose}
    >
      <p>{resuming ? suspend.resumeText : suspend.text}</p>
    </ConfirmChange>
  )
}
