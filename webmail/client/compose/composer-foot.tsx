// What shapes the text, then what becomes of the message. On a phone sending stands at the top already.

import type { Editor } from '@tiptap/core'
import { Trash2 } from 'lucide-react'
import { IconButton } from '#ui/control/button.tsx'
import { useIsPhone } from '../use-media.ts'
import { useWords } from '../words/words.tsx'
import { AttachButton } from './attachments/attach-button.tsx'
import { SignatureButton } from './editor/signature-button.tsx'
import { TemplatesButton } from './editor/templates-button.tsx'
import { FormatToolbar } from './editor/toolbar.tsx'
import { SendButton, type SendButtonProps } from './send/send-button.tsx'

export interface ComposerFootProps extends Omit<SendButtonProps, 'more'> {
  readonly editor: Editor | null
  readonly box: string
  /** It leaves, or may have left: it is not thrown away, and nothing is put into it. */
  readonly held: boolean
  readonly onSubject: (subject: string) => void
  readonly onAttach: (files: readonly File[]) => void
  readonly onPictures: (files: readonly File[], editor: Editor | null) => void
  readonly onDiscard: () => void
}

export function ComposerFoot(props: ComposerFootProps) {
  const { editor, box, held, onSubject, onAttach, onPictures, onDiscard, ...sending } = props
  const { compose } = useWords()
  const phone = useIsPhone()
  return (
    <footer className="compose-foot">
      <div className="compose-tools" inert={held}>
        <FormatToolbar editor={editor} onPictures={(files) => onPictures(files, editor)} />
      </div>
      <div className="compose-go">
        <SendButton {...sending} more={phone} />
        <div className="compose-tools" inert={held}>
          <TemplatesButton {...{ box, editor, onSubject }} />
          <SignatureButton {...{ box, editor }} />
          {!phone && <AttachButton onFiles={onAttach} />}
        </div>
        <span className="compose-end">
          <IconButton label={compose.discard} isDisabled={held || sending.busy} onPress={onDiscard}>
            <Trash2 aria-hidden />
          </IconButton>
        </span>
      </div>
    </footer>
  )
}
