// The first visit: the code of the letter, whose account it is, a password, a second factor, and the door.

import { ArrowRight } from 'lucide-react'
import { type FormEvent, useEffect, useState } from 'react'
import type { AdminAnswer } from '../../contract/all.ts'
import { api, ProblemError } from '../api.ts'
import { FactorChoice } from '../factors/factor-choice.tsx'
import { PasswordField, PlainField } from '../sign-in/plain-field.tsx'
import { useEntranceWords } from '../words/entrance-words.tsx'
import { LetterPicture } from './letter-picture.tsx'
import { requestProblem } from './request-problem.ts'
import { type VisitStep, VisitSteps } from './steps.tsx'
import '../sign-in/envelope.css'
import './first-visit.css'

type Whom = AdminAnswer<'POST /activation/check'>

export function ActivationPage() {
  const words = useEntranceWords()
  const [step, setStep] = useState<VisitStep>('code')
  const [code, setCode] = useState(decodeURIComponent(location.hash.slice(1)))
  const [whom, setWhom] = useState<Whom | null>(null)
  const [signedIn, setSignedIn] = useState(true)
  const [needed, setNeeded] = useState(true)
  useEffect(() => {
    document.title = words.firstVisit.document
    // A code has no business in the address, nor in what a browser remembers of it.
    if (location.hash !== '') history.replaceState(null, '', location.pathname)
  }, [words])
  return (
    <div className="envelope">
      <VisitSteps current={step} />
      <div className="entrance-form">
        {step === 'code' && (
          <CodeStep
            code={code}
            onCode={setCode}
            onKnown={(found) => {
              setWhom(found)
              setStep('password')
            }}
          />
        )}
        {step === 'password' && whom !== null && (
          <PasswordStep
            code={code}
            whom={whom}
            onBack={() => setStep('code')}
            onDone={(answer) => {
              setSignedIn(answer.signedIn)
              setNeeded(answer.secondFactorNeeded)
              setStep(answer.signedIn ? 'factor' : 'done')
            }}
          />
        )}
        {step === 'factor' && (
          <FactorChoice
            needed={needed}
            onDone={() => setStep('done')}
            {...(needed ? {} : { onLater: () => setStep('done') })}
          />
        )}
        {step === 'done' && <DoneStep signedIn={signedIn} />}
      </div>
    </div>
  )
}

interface CodeStepProps {
  readonly code: string
  readonly onCode: (code: string) => void
  readonly onKnown: (whom: Whom) => void
}

function CodeStep({ code, onCode, onKnown }: CodeStepProps) {
  const words = useEntranceWords()
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (code.trim() === '') return setProblem(words.firstVisit.codeMissing)
    setBusy(true)
    setProblem(null)
    try {
      onKnown(await api('POST /activation/check', { body: { code: code.trim() } }))
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
        {words.firstVisit.noLetter}
        <br />
        <a href="/premier-administrateur">{words.firstVisit.adminLink}</a>
      </p>
    </form>
  )
}

interface PasswordStepProps {
  readonly code: string
  readonly whom: Whom
  readonly onBack: () => void
  readonly onDone: (answer: AdminAnswer<'POST /activation'>) => void
}

function PasswordStep({ code, whom, onBack, onDone }: PasswordStepProps) {
  const words = useEntranceWords()
  const [password, setPassword] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    setBusy(true)
    setProblem(null)
    try {
      onDone(await api('POST /activation', { body: { code: code.trim(), password } }))
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

export function DoneStep({ signedIn }: { readonly signedIn: boolean }) {
  const words = useEntranceWords().firstVisit
  return (
    <>
      <h1>{words.doneTitle}</h1>
      <p>{words.doneText}</p>
      <a className="button button-primary button-large button-wide" href={signedIn ? '/' : '/connexion'}>
        {signedIn ? words.open : words.signIn}
      </a>
    </>
  )
}
