// The first visit: the code of the letter, a password, a second factor. Mail comes after that.

import { type ReactNode, useEffect, useState } from 'react'
import { FactorChoice } from '../factors/factor-choice.tsx'
import { useSignInWords } from '../sign-in/words.tsx'
import { type VisitStep, VisitSteps } from './steps.tsx'
import '../sign-in/envelope.css'
import './first-visit.css'
import { CodeStep, type Whom } from './code-step.tsx'
import { DoneStep } from './done-step.tsx'
import { PasswordStep } from './password-step.tsx'

interface ActivationPageProps {
  /** Where the account leads to once it is ready. */
  readonly opens?: string
  /** Where else one may go, under the code. */
  readonly children?: ReactNode
}

export function ActivationPage({ opens = '/', children }: ActivationPageProps) {
  const words = useSignInWords()
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
          >
            {children}
          </CodeStep>
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
        {step === 'done' && <DoneStep signedIn={signedIn} opens={opens} />}
      </div>
    </div>
  )
}
