// One passkey less; asks for the password once more.

import { useChange } from '../../queries.ts'
import { useWords } from '../../words/words.tsx'
import { WithPassword, wrongPasswordWords } from './password-prompt.tsx'

export interface RemovePasskeyProps {
  readonly passkey: string
  readonly onClose: () => void
}

export function RemovePasskey({ passkey, onClose }: RemovePasskeyProps) {
  const words = useWords()
  const remove = useChange('POST /self/passkeys/{passkey}/removal', ['/self/factors'])
  const ask = async (password: string): Promise<string | null> => {
    try {
      await remove.mutateAsync({ params: { passkey }, body: { password } })
      onClose()
      return null
    } catch (error) {
      return wrongPasswordWords(error, words)
    }
  }
  return (
    <WithPassword danger action={words.account.factors.remove} onPassword={ask} onCancel={onClose}>
      {words.account.factors.removeText}
    </WithPassword>
  )
}
