// A text of its own that is put into messages: shaped as they are, without pictures.

import type { Editor } from '@tiptap/core'
import { useState } from 'react'
import { TextEditor } from './editor.tsx'
import type { ShownPictures } from './picture.ts'
import { FormatToolbar } from './toolbar.tsx'
import './compose-text.css'
import './rich-text.css'

export interface RichTextProps {
  readonly label: string
  /** What it begins with; what is written later comes by `onChange` alone. */
  readonly html: string
  readonly lines: number
  readonly onChange: (html: string) => void
}

const noPictures: ShownPictures = {
  ...{ addressOf: () => null, has: () => false, isLost: () => false, lost: '' },
  watch: () => () => undefined,
}

export function RichText({ label, html, lines, onChange }: RichTextProps) {
  const [editor, setEditor] = useState<Editor | null>(null)
  return (
    <div className="field rich-text">
      <span aria-hidden className="field-label">
        {label}
      </span>
      <div className="rich-text-box" style={{ '--lines': lines }}>
        <FormatToolbar editor={editor} onPictures={null} />
        <TextEditor
          html={html}
          label={label}
          takesFocus={false}
          pictures={noPictures}
          onChange={onChange}
          onFiles={() => undefined}
          onEditor={setEditor}
        />
      </div>
    </div>
  )
}
