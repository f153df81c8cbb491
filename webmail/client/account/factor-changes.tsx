// What takes a factor away or makes its recovery codes anew; each asks for the password once more.

import { useState } from 'react'
import { RecoveryCodes } from '#ui/factors/recovery-codes.tsx'
import { newRecoveryCodes } from '#ui/sign-in/authenticate.ts'
import { refusalText } from '#ui/sign-in/refusal-text.ts'
import { useAllWords } from '../words/later-part.tsx'
import { refusedWords, WithPassword } from './password-prompt.tsx'
import { useChange } from './use-change.ts'

interface ChangeProps {
  readonly onDone: () => void
  readonly onCancel: () => void
}

export function NewRecoveryCodes({ onDone, onCancel }: ChangeProps) {
  const words = useAllWords()
  const [codes, setCodes] = useState<readonly string[]>([])
  const ask = async (password: string): Promise<string | null> => {
    const outcome = await newRecoveryCodes(password)
    if (!outcome.ok) return refusalText(outcome.refusal, words.entrance)
    setCodes(outcome.value)
    return null
  }
  if (codes.length > 0)
    return (
      <div className="entrance-form">
        <RecoveryCodes codes={codes} onKept={onDone} />
      </div>
    )
  return (
    <WithPassword action={words.account.factors.newRecovery} onPassword={ask} onCancel={onCancel}>
      {words.account.factors.newRecoveryText}
    </WithPassword>
  )
}

export function RemoveTotp({ onDone, onCancel }: ChangeProps) {
  const words = useAllWords()
  const remove = useChange('POST /self/totp/removal', [])
  const ask = (password: string): Promise<string | null> =>
    remove.mutateAsync({ body: { password } }).then(
      () => done(onDone),
      (error: unknown) => refusedWords(error, words),
    )
  return (
    <WithPassword danger action={words.account.factors.removeTotp} onPassword={ask} onCancel={onCancel}>
      {words.account.factors.removeTotpText}
    </WithPassword>
  )
}

export function RemovePasskey({ passkey, onDone, onCancel }: ChangeProps & { readonly passkey: string }) {
  const words = useAllWords()
  const remove = useChange('POST /self/passkeys/{passkey}/removal', [])
  const ask = (password: string): Promise<string | null> =>
    remove.mutateAsync({ params: { passkey }, body: { password } }).then(
      () => done(onDone),
      (error: unknown) => refusedWords(error, words),
    )
  return (
    <WithPassword danger action={words.account.factors.remove} onPassword={ask} onCancel={onCancel}>
      {words.account.factors.removeText}
    </WithPassword>
  )
}

function done(onDone: () => void): null {
  onDone()
  return null
}
