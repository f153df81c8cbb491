// Files from this machine, as many as one likes.

import { Paperclip } from 'lucide-react'
import { FileTrigger } from 'react-aria-components'
import { IconButton } from '#ui/control/button.tsx'
import { useWords } from '../words/words.tsx'

export function AttachButton({ onFiles }: { readonly onFiles: (files: readonly File[]) => void }) {
  const { compose } = useWords()
  return (
    <FileTrigger allowsMultiple onSelect={(files) => files !== null && onFiles([...files])}>
      <IconButton label={compose.attach} data-attach="">
        <Paperclip aria-hidden />
      </IconButton>
    </FileTrigger>
  )
}
