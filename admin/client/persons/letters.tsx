// Letters of first access: what would be printed is said first, then the file comes.

import { useMutation } from '@tanstack/react-query'
import { Printer } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '#ui/control/button.tsx'
import { Dialog } from '#ui/overlay/dialog.tsx'
import { DialogActions } from '#ui/overlay/dialog-actions.tsx'
import { sayDone } from '#ui/overlay/toast.tsx'
import { api } from '../api.ts'
import { FormProblem } from '../form/form-problem.tsx'
import { saveBlob } from '../table/save-file.ts'
import { useWords } from '../words/words.tsx'

export function useLetters() {
  const say = useWords().persons.letters
  return useMutation({
    mutationFn: async (people: readonly string[]) => {
      const file = await api('POST /letters', { body: { people: [...people] } })
      saveBlob(file, people.length === 1 ? say.oneFile : say.file)
      sayDone({ text: say.done })
    },
  })
}

export interface LettersDialogProps {
  /** Null while it is being counted. */
  readonly people: readonly string[] | null
  readonly preview: string
  readonly children?: ReactNode
  readonly onClose: () => void
}

export function LettersDialog({ people, preview, children, onClose }: LettersDialogProps) {
  const words = useWords()
  const say = words.persons.letters
  const letters = useLetters()
  return (
    <Dialog title={say.title} isOpen onClose={onClose}>
      <p className="dialog-text">{say.text}</p>
      <p role="status">
        <b>{people === null ? say.counting : preview}</b>
      </p>
      {children}
      <FormProblem error={letters.error} />
      <DialogActions>
        <Button onPress={onClose}>{words.common.cancel}</Button>
        <Button
          look="primary"
          isPending={letters.isPending}
          isDisabled={people === null || people.length === 0}
          onPress={() => {
            letters.mutate(people ?? [], { onSuccess: onClose })
          }}
        >
          <Printer aria-hidden className="small" />
          {say.submit}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
