// What shapes the text, then what becomes of the message. On a phone sending stands at the top already.

import type { Editor } from '@tiptap/core'
import { Trash2 } from 'lucide-react'
import { IconButton } from '#ui/control/button.tsx'
import { useIsPhone } from '../use-media.ts'
import { useWords } from '../words/words.tsx'
import { AttachButton } from './attach-button.tsx'
import { SendButton, type SendButtonProps } from './send-button.tsx'
import { TemplatesButton } from './templates-button.tsx'
import { FormatToolbar } from './toolbar.tsx'

export interface ComposerFootProps extends Omit<SendButtonProps, 'more'> {
  readonly editor: Editor | null
  readonly box: string
  readonly onSubject: (subject: string) => void
  readonly onAttach: (files: readonly File[]) => void
  readonly onDiscard: () => void
}

export function ComposerFoot({ editor, box, onSubject, onAttach, onDiscard, ...sending }: ComposerFootProps) {
  const { compose } = useWords()
  const phone = useIsPhone()
  return (
    <footer className="compose-foot">
      <FormatToolbar editor={editor} />
      <div className="compose-go">
        <SendButton {...sending} more={phone} />
        <TemplatesButton {...{ box, editor, onSubject }} />
        {!phone && <AttachButton onFiles={onAttach} />}
        <span className="compose-end">
          <IconButton label={compose.discard} onPress={onDiscard}>
            <Trash2 aria-hidden />
          </IconButton>
        </span>
      </div>
    </footer>
  )
}
