// The code of the letter: whose it is, before anything is chosen.

import { ArrowRight } from 'lucide-react'
import { type FormEvent, type ReactNode, useState } from 'react'
import { ask } from '../api/ask.ts'
import { ProblemError } from '../api/problem-error.ts'
import { PlainField } from '../sign-in/plain-field.tsx'
import { SupportPhone } from '../sign-in/support-phone.tsx'
import { useSignInWords } from '../sign-in/words.tsx'
import { LetterPicture } from './letter-picture.tsx'
import { requestProblem } from './request-problem.ts'

export interface Whom {
  readonly name: string
  readonly email: string
  readonly commune: string
}

interface CodeStepProps {
  readonly code: string
  readonly onCode: (code: string) => void
  readonly onKnown: (whom: Whom) => void
  /** Where else one may go. */
  readonly children?: ReactNode
}

export function CodeStep({ code, onCode, onKnown, children }: CodeStepProps) {
  const words = useSignInWords()
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (code.trim() === '') return setProblem(words.firstVisit.codeMissing)
    setBusy(true)
    setProblem(null)
    try {
      // The server checked its answer against its contract before it sent it.
      onKnown((await ask('POST /activation/check', { body: { code: code.trim() } })) as Whom)
    } catch (error) {
      const unknown =
        error instanceof ProblemError && (error.code === 'not-found' || error.code === 'invalid-input')
      setProblem(unknown ? words.firstVisit.codeUnknown : requestProblem(error, words))
    } finally {
      setBusy(false)
    }
  }
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <div className="code-head">
        <div>
          <h1>{words.firstVisit.codeTitle}</h1>
          <p>{words.firstVisit.codeText}</p>
        </div>
        <LetterPicture />
      </div>
      <div className="activation-code">
        <PlainField
          label={words.firstVisit.codeLabel}
          hint={words.firstVisit.codeHint}
          value={code}
          onChange={(event) => onCode(event.target.value)}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          error={problem}
        />
      </div>
      <button type="submit" className="button button-primary button-large button-wide" disabled={busy}>
        {words.continue}
        <ArrowRight aria-hidden />
      </button>
      <p className="aside">
        {words.firstVisit.noLetter} <SupportPhone />
        {children}
      </p>
    </form>
  )
}
