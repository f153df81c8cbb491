// The form inside a dialog, the same everywhere: the fields, what went wrong, and at the end « Annuler » and the verb.

import type { FormEvent, ReactNode } from 'react'
import { Button } from '#ui/control/button.tsx'
import { DialogActions } from '#ui/overlay/dialog-actions.tsx'
import { useWords } from '../words/words.tsx'
import { FormProblem } from './form-problem.tsx'

export interface DialogFormProps {
  /** The verb on the button that sends. */
  readonly action: string
  /** It may do harm: the button is no invitation. */
  readonly danger?: boolean
  /** The fields, and below them a clash where somebody else was faster. */
  readonly children: ReactNode
  /** What no field says itself; null: nothing. */
  readonly error: unknown
  readonly isPending: boolean
  readonly isDisabled?: boolean
  /** What goes wrong is said by `error`: it does not throw. */
  readonly onSubmit: () => Promise<void> | void
  readonly onClose: () => void
}

export function DialogForm(props: DialogFormProps) {
  const { action, danger = false, children, error, isPending, isDisabled = false, onSubmit, onClose } = props
  const { common } = useWords()
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    void onSubmit()
  }
  return (
    <form className="form" onSubmit={submit}>
      {children}
      <FormProblem error={error} />
      <DialogActions>
        <Button onPress={onClose}>{common.cancel}</Button>
        <Button
          type="submit"
          look={danger ? 'danger' : 'primary'}
          isPending={isPending}
          isDisabled={isDisabled}
        >
          {action}
        </Button>
      </DialogActions>
    </form>
  )
}
