// The text, what it quotes folded below it, its files, and what there is to say of them. What stands at the foot shapes the text,
// so it is given the editor.

import type { Editor } from '@tiptap/core'
import { Ellipsis, MailCheck, X } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { HtmlFrame } from '../reading/html-frame.tsx'
import { openLink } from '../reading/link-dialog.tsx'
import { useWords } from '../words/words.tsx'
import { AttachmentList } from './attachments/attachment-list.tsx'
import type { Attachment } from './attachments/attachments.ts'
import type { DraftContent } from './draft/draft.ts'
import type { SavingState } from './draft/saving-state.ts'
import { TextEditor } from './editor/editor.tsx'
import type { ShownPictures } from './editor/picture.ts'
import { PictureBar } from './editor/picture-bar.tsx'
import { pictureBytes } from './editor/pictures.ts'
import { type Note, Notes } from './send/notes.tsx'

export interface ComposerTextProps {
  readonly state: SavingState
  readonly begins: string
  readonly takesFocus: boolean
  /** Nothing of it can be changed now. */
  readonly held: boolean
  readonly onChange: (patch: Partial<DraftContent>) => void
  readonly pictures: ShownPictures
  /** Pasted into the text. */
  readonly onFiles: (files: readonly File[], editor: Editor | null) => void
  readonly onEditor: (editor: Editor | null) => void
  readonly onDetach: (file: Attachment) => void
  readonly notes: readonly Note[]
  /** What somebody else made of it, and the ways out. */
  readonly conflict: ReactNode
  readonly foot: (editor: Editor | null) => ReactNode
}

export function ComposerText(props: ComposerTextProps) {
  const { state, begins, takesFocus, held, pictures, onChange, onFiles, onEditor, onDetach } = props
  const { notes, conflict, foot } = props
  const { compose } = useWords()
  const { content, attachments, quote } = state
  const [editor, setEditor] = useState<Editor | null>(null)
  const { about } = content
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a press beside the text is meant for it; keys go to the text itself. */}
      <div
        className="compose-body"
        inert={held}
        onMouseDown={(event) => {
          if (event.target !== event.currentTarget) return
          event.preventDefault()
          editor?.commands.focus('end')
        }}
      >
        <TextEditor
          html={begins}
          takesFocus={takesFocus}
          onChange={(html) => onChange({ html })}
          pictures={pictures}
          onFiles={(files) => onFiles(files, editor)}
          onEditor={(opened) => {
            setEditor(opened)
            onEditor(opened)
          }}
        />
        <PictureBar editor={editor} />
        {about?.quoted === true && quote !== '' && (
          <Quote
            html={quote}
            onRemove={() => {
              onChange({ about: { ...about, quoted: false } })
              editor?.commands.focus('end')
            }}
          />
        )}
      </div>
      {conflict}
      <Notes notes={notes} />
      {content.receipt && (
        <p className="compose-receipt" inert={held}>
          <MailCheck aria-hidden className="small" /> {compose.receiptAsked}
          <button
            type="button"
            className="chip-remove"
            aria-label={compose.noReceipt}
            title={compose.noReceipt}
            onClick={() => onChange({ receipt: false })}
          >
            <X aria-hidden className="small" />
          </button>
        </p>
      )}
      <div className="compose-part" inert={held}>
        <AttachmentList
          files={attachments}
          inText={pictureBytes(state.pictures, content.html)}
          onRemove={onDetach}
        />
      </div>
      {foot(editor)}
    </>
  )
}

function Quote({ html, onRemove }: { readonly html: string; readonly onRemove: () => void }) {
  const { compose } = useWords()
  const [shown, setShown] = useState(false)
  return (
    <div className="compose-quote">
      <button type="button" className="quote" aria-expanded={shown} onClick={() => setShown(!shown)}>
        <Ellipsis aria-hidden className="small" /> {shown ? compose.quote.hide : compose.quote.show}
      </button>
      <button type="button" className="quote" onClick={onRemove}>
        <X aria-hidden className="small" /> {compose.quote.remove}
      </button>
      {shown && (
        <div className="paper">
          <HtmlFrame
            html={html}
            styles=""
            title={compose.quote.title}
            onLink={openLink}
            onKey={() => undefined}
          />
        </div>
      )}
    </div>
  )
}
