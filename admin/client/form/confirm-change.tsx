// Asks before a change is made: what will happen, then the change itself, and a word when it is done. Stays open and says
// why where it was refused.

import type { ReactNode } from 'react'
import { ProblemError } from '#ui/api/problem-error.ts'
import { AlertDialog } from '#ui/overlay/dialog.tsx'
import { sayDone } from '#ui/overlay/toast.tsx'
import type { AdminAnswer, AdminInput } from '../../contract/all.ts'
import { type Changing, type Path, useChange } from '../queries.ts'
import { FormProblem } from './form-problem.tsx'

export interface ConfirmChangeProps<Name extends Changing> {
  readonly route: Name
  readonly input: AdminInput<Name>
  /** Paths of what the change makes stale. */
  readonly stale: readonly Path[]
  /** The question, with what it is about. */
  readonly title: string
  /** The verb. */
  readonly action: string
  readonly danger?: boolean
  /** Said once it is done. */
  readonly done: string
  /** Instead of the text where something else still needs it. */
  readonly inUse?: string
  readonly children: ReactNode
  readonly onClose: () => void
  readonly onDone?: (answer: AdminAnswer<Name>) => void
}

export function ConfirmChange<Name extends Changing>(props: ConfirmChangeProps<Name>) {
  const { route, input, stale, title, action, danger = false, done, inUse, children, onClose, onDone } = props
  const change = useChange(route, stale)
  const needed = inUse !== undefined && change.error instanceof ProblemError && change.error.code === 'in-use'
  return (
    <AlertDialog
      isOpen
      danger={danger}
      title={title}
      action={action}
      onClose={onClose}
      onConfirm={async () => {
        try {
          const answer = await change.mutateAsync(input)
          sayDone({ text: done })
          onDone?.(answer)
          return true
        } catch {
          return false
        }
      }}
    >
      {needed ? <p>{inUse}</p> : children}
      {!needed && <FormProblem error={change.error} />}
    </AlertDialog>
  )
}
