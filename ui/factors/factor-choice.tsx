// Adding a second factor: a passkey on this device, or an authenticator app with its recovery codes.

import { Fingerprint, Smartphone } from 'lucide-react'
import { useState } from 'react'
import { hasPasskeys } from '../sign-in/passkey.ts'
import { useSignInWords } from '../sign-in/words.tsx'
import { PasskeySetup } from './passkey-setup.tsx'
import { TotpSetup } from './totp-setup.tsx'
import './factors.css'

export interface FactorChoiceProps {
  /** The role needs one. */
  readonly needed: boolean
  readonly onDone: () => void
  readonly onLater?: () => void
}

export function FactorChoice({ needed, onDone, onLater }: FactorChoiceProps) {
  const words = useSignInWords()
  const [chosen, setChosen] = useState<'none' | 'totp'>('none')
  if (chosen === 'totp') return <TotpSetup onDone={onDone} onBack={() => setChosen('none')} />
  return (
    <>
      <h1>{words.factor.title}</h1>
      <p>
        {words.factor.text} {needed && words.factor.needed}
      </p>
      {hasPasskeys() && (
        <section className="factor-choice">
          <h2>
            <Fingerprint aria-hidden />
            {words.factor.passkey}
          </h2>
          <p>{words.factor.passkeyText}</p>
          <PasskeySetup onDone={onDone} />
        </section>
      )}
      <section className="factor-choice">
        <h2>
          <Smartphone aria-hidden />
          {words.factor.totp}
        </h2>
        <p>{words.factor.totpText}</p>
        <button type="button" className="button button-large" onClick={() => setChosen('totp')}>
          {words.factor.addTotp}
        </button>
      </section>
      {onLater !== undefined && (
        <button type="button" className="link" onClick={onLater}>
          {words.later}
        </button>
      )}
    </>
  )
}
