// A new passkey, with the name it has in the list.

import { type FormEvent, type ReactNode, useState } from 'react'
import { addPasskey } from '../sign-in/passkey.ts'
import { PlainField } from '../sign-in/plain-field.tsx'
import { refusalText } from '../sign-in/refusal-text.ts'
import { useSignInWords } from '../sign-in/words.tsx'

export interface PasskeySetupProps {
  readonly onDone: () => void
  /** Inside a dialog: the way back, beside the button. */
  readonly children?: ReactNode
}

export function PasskeySetup({ onDone, children }: PasskeySetupProps) {
  const words = useSignInWords()
  const [name, setName] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    setBusy(true)
    setProblem(null)
    const outcome = await addPasskey(name.trim() === '' ? words.factor.passkeyNameExample : name.trim())
    setBusy(false)
    if (outcome.ok) onDone()
    else setProblem(refusalText(outcome.refusal, words))
  }
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <PlainField
        label={words.factor.passkeyName}
        placeholder={words.factor.passkeyNameExample}
        maxLength={100}
        autoComplete="off"
        value={name}
        onChange={(event) => setName(event.target.value)}
        error={problem}
      />
      {children === undefined ? (
        <button type="submit" className="button button-primary button-large" disabled={busy}>
          {words.factor.addPasskey}
        </button>
      ) : (
        <div className="dialog-actions">
          {children}
          <button type="submit" className="button button-primary" disabled={busy}>
            {words.factor.addPasskey}
          </button>
        </div>
      )}
    </form>
  )
}
