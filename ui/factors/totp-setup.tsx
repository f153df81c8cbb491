// An authenticator app: the password once more, the secret as a picture and as text, a first code, the recovery codes.

import { type FormEvent, type ReactNode, useState } from 'react'
import { beginTotp, type TotpSecret, verifyCode } from '../sign-in/authenticate.ts'
import { CodeField } from '../sign-in/code-field.tsx'
import { PasswordField } from '../sign-in/plain-field.tsx'
import { refusalText } from '../sign-in/refusal-text.ts'
import { useSignInWords } from '../sign-in/words.tsx'
import { QrCode } from './qr-code.tsx'
import { RecoveryCodes } from './recovery-codes.tsx'
import './factors.css'

export interface TotpSetupProps {
  readonly onDone: () => void
  /** Left out inside a dialog, which has its own title and its own way back. */
  readonly onBack?: () => void
  /** Inside a dialog: the way back, beside the button, for as long as nothing is switched on. */
  readonly children?: ReactNode
}

export function TotpSetup({ onDone, onBack, children }: TotpSetupProps) {
  const words = useSignInWords()
  const [secret, setSecret] = useState<TotpSecret | null>(null)
  const [verified, setVerified] = useState(false)
  return (
    <>
      {onBack !== undefined && <h1>{verified ? words.factor.codes : words.factor.totp}</h1>}
      {secret === null && <PasswordAgain onSecret={setSecret}>{children}</PasswordAgain>}
      {secret !== null && !verified && (
        <FirstCode secret={secret} onVerified={() => setVerified(true)}>
          {children}
        </FirstCode>
      )}
      {secret !== null && verified && <RecoveryCodes codes={secret.recoveryCodes} onKept={onDone} />}
      {!verified && onBack !== undefined && (
        <button type="button" className="link" onClick={onBack}>
          {words.back}
        </button>
      )}
    </>
  )
}

interface PasswordAgainProps {
  readonly onSecret: (secret: TotpSecret) => void
  readonly children: ReactNode
}

function PasswordAgain({ onSecret, children }: PasswordAgainProps) {
  const words = useSignInWords()
  const [password, setPassword] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    setProblem(null)
    const outcome = await beginTotp(password)
    if (outcome.ok) onSecret(outcome.value)
    else setProblem(refusalText(outcome.refusal, words))
  }
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <PasswordField
        label={words.factor.confirmPassword}
        autoComplete="current-password"
        value={password}
        onChange={(event) => setPassword(event.target.value)}
        error={problem}
      />
      <Submit back={children}>{words.continue}</Submit>
    </form>
  )
}

interface FirstCodeProps {
  readonly secret: TotpSecret
  readonly onVerified: () => void
  readonly children: ReactNode
}

function FirstCode({ secret, onVerified, children }: FirstCodeProps) {
  const words = useSignInWords()
  const [code, setCode] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    setProblem(null)
    const outcome = await verifyCode(code)
    if (outcome.ok) onVerified()
    else setProblem(refusalText(outcome.refusal, words))
  }
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <p>{words.factor.scan}</p>
      <QrCode text={secret.uri} label={words.factor.qr} />
      <p>
        {words.factor.secret}
        <br />
        <span className="secret">{groupedSecret(secret.uri)}</span>
      </p>
      <CodeField label={words.factor.confirmCode} value={code} onChange={setCode} error={problem} />
      <Submit back={children}>{words.factor.activate}</Submit>
    </form>
  )
}

/** By itself across the page; in a dialog at its end, after the way back. */
function Submit({ back, children }: { readonly back: ReactNode; readonly children: ReactNode }) {
  if (back === undefined)
    return (
      <button type="submit" className="button button-primary button-large button-wide">
        {children}
      </button>
    )
  return (
    <div className="dialog-actions">
      {back}
      <button type="submit" className="button button-primary">
        {children}
      </button>
    </div>
  )
}

/** The key by fours, as it is typed by hand. */
const groupedSecret = (uri: string): string =>
  (new URL(uri).searchParams.get('secret') ?? '').replace(/(.{4})(?=.)/g, '$1 ')
