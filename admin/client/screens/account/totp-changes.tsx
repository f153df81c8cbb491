// What changes an authenticator app that is in use; each asks for the password once more.

import { type FormEvent, type ReactNode, useState } from 'react'
import { ProblemError } from '../../api.ts'
import { RecoveryCodes } from '../../factors/recovery-codes.tsx'
import { problemWords } from '../../failure.tsx'
import { useChange } from '../../queries.ts'
import { newRecoveryCodes } from '../../sign-in/authenticate.ts'
import { PasswordField } from '../../sign-in/plain-field.tsx'
import { refusalText } from '../../sign-in/refusal-text.ts'
import { useWords } from '../../words/words.tsx'

export function NewRecoveryCodes({ onDone }: { readonly onDone: () => void }) {
  const words = useWords()
  const [codes, setCodes] = useState<readonly string[]>([])
  const ask = async (password: string): Promise<string | null> => {
    const outcome = await newRecoveryCodes(password)
    if (!outcome.ok) return refusalText(outcome.refusal, words.entrance)
    setCodes(outcome.value)
    return null
  }
  if (codes.length > 0)
    return (
      <div className="entrance-form">
        <RecoveryCodes codes={codes} onKept={onDone} />
      </div>
    )
  return (
    <WithPassword action={words.account.factors.newRecovery} onPassword={ask}>
      {words.account.factors.newRecoveryText}
    </WithPassword>
  )
}

export function RemoveTotp({ onDone }: { readonly onDone: () => void }) {
  const words = useWords()
  const remove = useChange('POST /self/totp/removal', ['/self/factors'])
  const ask = async (password: string): Promise<string | null> => {
    try {
      await remove.mutateAsync({ body: { password } })
      onDone()
      return null
    } catch (error) {
      const wrong = error instanceof ProblemError && error.fields.has('password')
      return wrong ? words.account.password.wrong : problemWords(error, words).text
    }
  }
  return (
    <WithPassword action={words.account.factors.removeTotp} onPassword={ask}>
      {words.account.factors.removeTotpText}
    </WithPassword>
  )
}

interface WithPasswordProps {
  readonly action: string
  readonly children: ReactNode
  /** What is wrong, or null when it is done. */
  readonly onPassword: (password: string) => Promise<string | null>
}

function WithPassword({ action, children, onPassword }: WithPasswordProps) {
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
