// A password for whoever came with a code.

import { ArrowRight } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { ask } from '../api/ask.ts'
import { PasswordField } from '../sign-in/plain-field.tsx'
import { useSignInWords } from '../sign-in/words.tsx'
import type { Whom } from './code-step.tsx'
import { requestProblem } from './request-problem.ts'

/** Not signed in where a second factor is on already, and is to be shown. */
export interface Activated {
  readonly signedIn: boolean
  readonly secondFactorNeeded: boolean
}

interface PasswordStepProps {
  readonly code: string
  readonly whom: Whom
  readonly onBack: () => void
  readonly onDone: (answer: Activated) => void
}

export function PasswordStep({ code, whom, onBack, onDone }: PasswordStepProps) {
  const words = useSignInWords()
  const [password, setPassword] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    setBusy(true)
    setProblem(null)
    try {
      // The server checked its answer against its contract before it sent it.
      onDone((await ask('POST /activation', { body: { code: code.trim(), password } })) as Activated)
    } catch (error) {
      setProblem(requestProblem(error, words, 'password'))
    } finally {
      setBusy(false)
    }
  }
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <h1>{words.firstVisit.hello(whom.name)}</h1>
      <p>
        {words.firstVisit.forCommune(whom.commune)} <b>{whom.email}</b>
      </p>
      {/* Lets the browser's own keeper of passwords know whose it is. */}
      <input type="hidden" autoComplete="username" value={whom.email} readOnly />
      <PasswordField
        label={words.firstVisit.choosePassword}
        hint={words.firstVisit.passwordHint}
        autoComplete="new-password"
        value={password}
        onChange={(event) => setPassword(event.target.value)}
        error={problem}
      />
      <button type="submit" className="button button-primary button-large button-wide" disabled={busy}>
        {words.continue}
        <ArrowRight aria-hidden />
      </button>
      <button type="button" className="link" onClick={onBack}>
        {words.firstVisit.notMe}
      </button>
    </form>
  )
}
