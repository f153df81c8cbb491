// One passkey less; asks for the password once more.

import { useChange } from '../../queries.ts'
import { useWords } from '../../words/words.tsx'
import { WithPassword, wrongPasswordWords } from './with-password.tsx'

export interface RemovePasskeyProps {
  readonly passkey: string
  readonly onDone: () => void
}

export function RemovePasskey({ passkey, onDone }: RemovePasskeyProps) {
  const words = useWords()
  const remove = useChange('POST /self/passkeys/{passkey}/removal', ['/self/factors'])
  const ask = async (password: string): Promise<string | null> => {
    try {
      await remove.mutateAsync({ params: { passkey }, body: { password } })
      onDone()
      return null
    } catch (error) {
      return wrongPasswordWords(error, words)
    }
  }
  return (
    <WithPassword action={words.account.factors.remove} onPassword={ask}>
      {words.account.factors.removeText}
    </WithPassword>
  )
}
