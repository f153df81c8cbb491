// A change of one's own account that asks for the password once more: what was left open on a desk is not enough.

import { type FormEvent, type ReactNode, useState } from 'react'
import { ProblemError } from '#ui/api/problem-error.ts'
import { Button } from '#ui/control/button.tsx'
import { DialogActions } from '#ui/overlay/dialog-actions.tsx'
import { PasswordField } from '#ui/sign-in/plain-field.tsx'
import { problemWords } from '../../failure.tsx'
import type { Words } from '../../words/fr.ts'
import { useWords } from '../../words/words.tsx'

/** What to say of a change that was refused, the wrong password first. */
export function wrongPasswordWords(error: unknown, words: Words): string {
  const wrong = error instanceof ProblemError && error.fields.has('password')
  return wrong ? words.account.password.wrong : problemWords(error, words).text
}

interface WithPasswordProps {
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
  const { account, common } = useWords()
  const [password, setPassword] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    setProblem(null)
    setProblem(await onPassword(password))
  }
  return (
    <div className="entrance-form">
      <form onSubmit={(event) => void submit(event)} noValidate>
        <p>{children}</p>
        <PasswordField
          label={account.factors.confirm}
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
          error={problem}
        />
        <DialogActions>
          <Button onPress={onCancel}>{common.cancel}</Button>
          <Button type="submit" look={danger ? 'danger' : 'primary'}>
            {action}
          </Button>
        </DialogActions>
      </form>
    </div>
  )
}
