// Files from this machine, as many as one likes.

import { Paperclip } from 'lucide-react'
import { FileTrigger } from 'react-aria-components'
import { IconButton } from '#ui/control/button.tsx'
import { useWords } from '../../words/words.tsx'

interface AttachButtonProps {
  readonly isDisabled?: boolean
  readonly onFiles: (files: readonly File[]) => void
}

export function AttachButton({ isDisabled = false, onFiles }: AttachButtonProps) {
  const { compose } = useWords()
  return (
    <FileTrigger allowsMultiple onSelect={(files) => files !== null && onFiles([...files])}>
      <IconButton label={compose.attach} isDisabled={isDisabled} data-attach="">
        <Paperclip aria-hidden />
      </IconButton>
    </FileTrigger>
  )
}
