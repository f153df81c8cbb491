// A change of one's own account that asks for the password once more: what was left open on a desk is not enough.

import { type FormEvent, type ReactNode, useState } from 'react'
import { ProblemError } from '#ui/api/problem-error.ts'
import { Button } from '#ui/control/button.tsx'
import { DialogActions } from '#ui/overlay/dialog-actions.tsx'
import { PasswordField } from '#ui/sign-in/plain-field.tsx'
import { problemWords } from '../failure.tsx'
import type { AllWords } from '../words/later-part.tsx'
import { useAllWords } from '../words/later-part.tsx'
import '#ui/sign-in/entrance.css'

/** What to say of a change that was refused, the wrong password first. */
export function refusedWords(error: unknown, words: AllWords): string {
  const { account } = words
  if (!(error instanceof ProblemError)) return problemWords(error, words).text
  if (error.fields.has('password')) return account.wrongPassword
  return error.code === 'in-use' ? account.factors.last : problemWords(error, words).text
}

export interface WithPasswordProps {
  /** The verb. */
  readonly action: string
  /** It takes something away. */
  readonly danger?: boolean
  readonly children: ReactNode
  /** What is wrong, or null when it is done. */
  readonly onPassword: (password: string) => Promise<string | null>
  readonly onCancel: () => void
}

export function WithPassword(props: WithPasswordProps) {
  const { action, danger = false, children, onPassword, onCancel } = props
  const { account, ui } = useAllWords()
  const [password, setPassword] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    setProblem(null)
    setBusy(true)
    const wrong = await onPassword(password)
    setBusy(false)
    setProblem(wrong)
  }
  return (
    <div className="entrance-form">
      <form onSubmit={(event) => void submit(event)} noValidate>
        <p>{children}</p>
        <PasswordField
          label={account.confirm}
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
          error={problem}
        />
        <DialogActions>
          <Button onPress={onCancel}>{ui.cancel}</Button>
          <Button
            type="submit"
            look={danger ? 'danger' : 'primary'}
            isPending={busy}
            isDisabled={password === ''}
          >
            {action}
          </Button>
        </DialogActions>
      </form>
    </div>
  )
}
