// Signing in: address, then passkey or password, then the six digits or a recovery code. Used by the sign-in page, and by
// a client where a session ended in the middle of something.

import { type ReactNode, useState } from 'react'
import { Cachet } from '../cachet/cachet.tsx'
import type { Outcome } from './authenticate.ts'
import { placeOfDomain } from './domain-place.ts'
import { refusalText } from './refusal-text.ts'
import { AddressStep, CodeStep, PasswordStep, RecoveryStep } from './sign-in-steps.tsx'
import { useSignInWords } from './words.tsx'

export interface SignInFormProps {
  /** Known already, where a session ended: the first step is behind. */
  readonly address?: string
  readonly onAddress?: (address: string) => void
  readonly onSignedIn: () => void
  /** Above the first step, and under it: where else one may go. */
  readonly children?: ReactNode
  readonly below?: ReactNode
  /** Under the address, from what is typed. */
  readonly hintOf?: (address: string) => ReactNode
}

type Step = 'address' | 'password' | 'code' | 'recovery'

export function SignInForm(props: SignInFormProps) {
  const { address: known = '', onAddress, onSignedIn, children, below, hintOf } = props
  const words = useSignInWords()
  const [step, setStep] = useState<Step>(known === '' ? 'address' : 'password')
  const [address, setAddress] = useState(known)
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const go = (next: Step): void => {
    setProblem(null)
    setStep(next)
  }
  const attempt = async <Value,>(
    work: () => Promise<Outcome<Value>>,
    then: (value: Value) => void,
  ): Promise<void> => {
    setBusy(true)
    setProblem(null)
    const outcome = await work()
    setBusy(false)
    if (outcome.ok) return then(outcome.value)
    setProblem(refusalText(outcome.refusal, words))
    if (outcome.refusal.code === 'too-late') setStep('password')
  }
  if (step === 'address')
    return (
      <AddressStep
        address={address}
        onAddress={(next) => {
          setAddress(next)
          onAddress?.(next)
        }}
        onContinue={() => go('password')}
        hint={hintOf?.(address)}
        below={below}
      >
        {children}
      </AddressStep>
    )
  const shared = { busy, problem, attempt }
  return (
    <>
      <div className="who">
        <Cachet name={placeOfDomain(address) ?? address} size={40} />
        <b>{address}</b>
        {known === '' && (
          <button type="button" className="link" onClick={() => go('address')}>
            {words.change}
          </button>
        )}
      </div>
      {step === 'password' && (
        <PasswordStep {...shared} address={address} onCode={() => go('code')} onSignedIn={onSignedIn} />
      )}
      {step === 'code' && <CodeStep {...shared} onRecovery={() => go('recovery')} onSignedIn={onSignedIn} />}
      {step === 'recovery' && <RecoveryStep {...shared} onCode={() => go('code')} onSignedIn={onSignedIn} />}
    </>
  )
}
