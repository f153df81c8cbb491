// A change of one's own account that asks for the password once more: what was left open on a desk is not enough.

import { type FormEvent, type ReactNode, useState } from 'react'
import { ProblemError } from '../../api.ts'
import { problemWords } from '../../failure.tsx'
import { PasswordField } from '../../sign-in/plain-field.tsx'
import type { Words } from '../../words/fr.ts'
import { useWords } from '../../words/words.tsx'

/** What to say of a change that was refused, the wrong password first. */
export function wrongPasswordWords(error: unknown, words: Words): string {
  const wrong = error instanceof ProblemError && error.fields.has('password')
  return wrong ? words.account.password.wrong : problemWords(error, words).text
}

interface WithPasswordProps {
  readonly action: string
  readonly children: ReactNode
  /** What is wrong, or null when it is done. */
  readonly onPassword: (password: string) => Promise<string | null>
}

export function WithPassword({ action, children, onPassword }: WithPasswordProps) {
  const words = useWords().account.factors
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
          label={words.confirm}
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
          error={problem}
        />
        <button type="submit" className="button button-large button-wide">
          {action}
        </button>
      </form>
    </div>
  )
}
