// The letters of a batch. Printing once more ends the codes of letters that may be in the post: it is asked first.

import { Printer } from 'lucide-react'
import { useState } from 'react'
import { Button } from '#ui/control/button.tsx'
import { ConfirmChange } from '../../form/confirm-change.tsx'
import { saveBlob } from '../../table/save-file.ts'
import { useWords } from '../../words/words.tsx'
import { type StepProps, staleLetters } from './batch.ts'

interface PrintLettersProps extends StepProps {
  readonly printed: boolean
  readonly isPending: boolean
  readonly onFirst: () => void
}

export function PrintLetters({ batch, printed, isPending, onFirst }: PrintLettersProps) {
  const { welcome: words } = useWords()
  const [asking, setAsking] = useState(false)
  return (
    <>
      <Button
        look={printed ? 'secondary' : 'primary'}
        isPending={isPending}
        onPress={printed ? () => setAsking(true) : onFirst}
      >
        <Printer aria-hidden className="small" />
        {printed ? words.printAgain : words.printLetters}
      </Button>
      {asking && (
        <ConfirmChange
          danger
          route="POST /letters"
          input={{ body: { welcome: batch.id } }}
          stale={staleLetters}
          title={words.printAgainTitle}
          action={words.printAgain}
          done={words.printedAgain}
          onDone={(pdf) => saveBlob(pdf, words.lettersFile)}
          onClose={() => setAsking(false)}
        >
          <p>{words.printAgainText}</p>
        </ConfirmChange>
      )}
    </>
  )
}
