// What changes an authenticator app that is in use; each asks for the password once more.

import { useState } from 'react'
import { RecoveryCodes } from '#ui/factors/recovery-codes.tsx'
import { newRecoveryCodes } from '#ui/sign-in/authenticate.ts'
import { refusalText } from '#ui/sign-in/refusal-text.ts'
import { useChange } from '../../queries.ts'
import { useWords } from '../../words/words.tsx'
import { WithPassword, wrongPasswordWords } from './password-prompt.tsx'

interface TotpChangeProps {
  readonly onDone: () => void
  readonly onCancel: () => void
}

export function NewRecoveryCodes({ onDone, onCancel }: TotpChangeProps) {
  const words = useWords()
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

export function RemoveTotp({ onDone, onCancel }: TotpChangeProps) {
  const words = useWords()
  const remove = useChange('POST /self/totp/removal', ['/self/factors'])
  const ask = async (password: string): Promise<string | null> => {
    try {
      await remove.mutateAsync({ body: { password } })
      onDone()
      return null
    } catch (error) {
      return wrongPasswordWords(error, words)
    }
  }
  return (
    <WithPassword danger action={words.account.factors.removeTotp} onPassword={ask} onCancel={onCancel}>
      {words.account.factors.removeTotpText}
    </WithPassword>
  )
}
