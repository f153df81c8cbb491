// Suspends a commune, or opens it again: what will happen and what stays is said before.

import { AlertDialog } from '#ui/overlay/dialog.tsx'
import { sayDone } from '#ui/overlay/toast.tsx'
import { FormProblem } from '../form-problem.tsx'
import { useAnswer, useChange } from '../queries.ts'
import { useWords } from '../words/words.tsx'

export const communeChanges = ['/communes', '/to-do', '/figures']

export function SuspendCommune({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const words = useWords()
  const { suspend } = words.communes
  const { data: commune } = useAnswer('GET /communes/{commune}', { params: { commune: id } })
  const change = useChange('PUT /communes/{commune}/suspension', communeChanges)
  if (commune === undefined) return null
  const resuming = commune.suspendedAt !== null
  const confirm = async (): Promise<boolean> => {
    try {
      await change.mutateAsync({
        params: { commune: id },
        body: { revision: commune.revision, suspended: !resuming },
      })
      sayDone({ text: resuming ? suspend.resumed(commune.name) : suspend.done(commune.name) })
      return true
    } catch {
      return false
    }
  }
  return (
    <AlertDialog
      isOpen
      onClose={onClose}
      title={resuming ? suspend.resumeTitle(commune.name) : suspend.title(commune.name)}
      action={resuming ? suspend.resume : suspend.action}
      danger={!resuming}
      onConfirm={confirm}
    >
      <p>{resuming ? suspend.resumeText : suspend.text}</p>
      <FormProblem error={change.error} />
    </AlertDialog>
  )
}
