// The steps of signing in, one form each.

import { ArrowRight, Fingerprint } from 'lucide-react'
import { type FormEvent, type ReactNode, useState } from 'react'
import { type Outcome, signIn, verifyCode, verifyRecoveryCode } from './authenticate.ts'
import { CodeField } from './code-field.tsx'
import { hasPasskeys, signInWithPasskey } from './passkey.ts'
import { PasswordField, PlainField } from './plain-field.tsx'
import { OrCall, SupportPhone } from './support-phone.tsx'
import { useSignInWords } from './words.tsx'

interface AddressStepProps {
  readonly address: string
  readonly onAddress: (address: string) => void
  readonly onContinue: () => void
  /** Under the field, from what is typed in it. */
  readonly hint?: ReactNode
  /** Above the field, and under the button. */
  readonly children: ReactNode
  readonly below: ReactNode
}

export function AddressStep({ address, onAddress, onContinue, hint, children, below }: AddressStepProps) {
  const words = useSignInWords()
  const [missing, setMissing] = useState(false)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const given = /^\S+@\S+$/.test(address.trim())
    setMissing(!given)
    if (given) onContinue()
  }
  return (
    <form onSubmit={submit} noValidate>
      {children}
      <PlainField
        label={words.signIn.address}
        type="email"
        autoComplete="username webauthn"
        value={address}
        onChange={(event) => onAddress(event.target.value)}
        error={missing ? words.signIn.addressMissing : null}
        {...(hint === undefined ? {} : { hint })}
      />
      <button type="submit" className="button button-primary button-large button-wide">
        {words.continue}
        <ArrowRight aria-hidden />
      </button>
      {below !== undefined && <p className="aside">{below}</p>}
    </form>
  )
}

interface Attempting {
  readonly busy: boolean
  readonly problem: string | null
  readonly attempt: <Value>(
    work: () => Promise<Outcome<Value>>,
    then: (value: Value) => void,
  ) => Promise<void>
  readonly onSignedIn: () => void
}

export function PasswordStep(props: Attempting & { readonly address: string; readonly onCode: () => void }) {
  const { busy, problem, attempt, address, onCode, onSignedIn } = props
  const words = useSignInWords().signIn
  const [password, setPassword] = useState('')
  const [missing, setMissing] = useState(false)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setMissing(password === '')
    if (password !== '')
      void attempt(
        () => signIn(address.trim(), password),
        (next) => (next === 'code' ? onCode() : onSignedIn()),
      )
  }
  return (
    <form onSubmit={submit} noValidate>
      <h2>{words.confirm}</h2>
      <PasswordField
        label={words.password}
        autoComplete="current-password"
        value={password}
        onChange={(event) => setPassword(event.target.value)}
        error={missing ? words.passwordMissing : problem}
        autoFocus
      />
      <button type="submit" className="button button-primary button-large button-wide" disabled={busy}>
        {words.open}
      </button>
      {hasPasskeys() && <PasskeyDoor onUse={() => void attempt(signInWithPasskey, onSignedIn)} busy={busy} />}
      <p className="aside">
        {words.forgotten} <SupportPhone />
      </p>
    </form>
  )
}

function PasskeyDoor({ onUse, busy }: { readonly onUse: () => void; readonly busy: boolean }) {
  const words = useSignInWords()
  return (
    <>
      <p className="or">{words.or}</p>
      <button type="button" className="button button-large button-wide" onClick={onUse} disabled={busy}>
        <Fingerprint aria-hidden />
        {words.signIn.usePasskey}
      </button>
      <p className="aside">{words.signIn.passkeyHint}</p>
    </>
  )
}

export function CodeStep({
  busy,
  problem,
  attempt,
  onSignedIn,
  onRecovery,
}: Attempting & { readonly onRecovery: () => void }) {
  const words = useSignInWords().signIn
  const [code, setCode] = useState('')
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    void attempt(() => verifyCode(code), onSignedIn)
  }
  return (
    <form onSubmit={submit} noValidate>
      <h2>{words.code}</h2>
      <p>{words.codeHint}</p>
      <CodeField label={words.codeLabel} value={code} onChange={setCode} error={problem} autoFocus />
      <button type="submit" className="button button-primary button-large button-wide" disabled={busy}>
        {words.open}
      </button>
      <button type="button" className="link" onClick={onRecovery}>
        {words.useRecovery}
      </button>
      <OrCall>{words.lostPhone}</OrCall>
    </form>
  )
}

export function RecoveryStep({
  busy,
  problem,
  attempt,
  onSignedIn,
  onCode,
}: Attempting & { readonly onCode: () => void }) {
  const words = useSignInWords().signIn
  const [code, setCode] = useState('')
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    void attempt(() => verifyRecoveryCode(code.trim()), onSignedIn)
  }
  return (
    <form onSubmit={submit} noValidate>
      <h2>{words.recovery}</h2>
      <PlainField
        label={words.recovery}
        hint={words.recoveryHint}
        autoComplete="off"
        spellCheck={false}
        value={code}
        onChange={(event) => setCode(event.target.value)}
        error={problem}
        autoFocus
      />
      <button type="submit" className="button button-primary button-large button-wide" disabled={busy}>
        {words.open}
      </button>
      <button type="button" className="link" onClick={onCode}>
        {words.useApplication}
      </button>
      <OrCall>{words.lostCodes}</OrCall>
    </form>
  )
}
