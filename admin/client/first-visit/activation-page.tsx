import { useEffect, useState } from 'react'
import { FactorChoice } from '../factors/factor-choice.tsx'
import { useEntranceWords } from '../words/entrance-words.tsx'
import { type VisitStep, VisitSteps } from './steps.tsx'
import '#ui/sign-in/envelope.css'
import './first-visit.css'
import { CodeStep, type Whom } from './code-step.tsx'
import { PasswordStep } from './password-step.tsx'

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
