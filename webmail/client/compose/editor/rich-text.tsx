// A text of its own that is put into messages: shaped as they are, without pictures.

import type { Editor } from '@tiptap/core'
import { useState } from 'react'
import { useDropping } from '../attachments/drop-zones.tsx'
import { TextEditor } from './editor.tsx'
import type { ShownPictures } from './picture.ts'
import { FormatToolbar } from './toolbar.tsx'
import './compose-text.css'

export interface RichTextProps {
  readonly label: string
  /** What it begins with; what is written later comes by `onChange` alone. */
  readonly html: string
  readonly onChange: (html: string) => void
  /** Pictures or files were pasted or dropped, and did not come. */
  readonly onRefused: () => void
}

const noPictures: ShownPictures = {
  ...{ addressOf: () => null, has: () => false, isLost: () => false, lost: '' },
  watch: () => () => undefined,
}

export function RichText({ label, html, onChange, onRefused }: RichTextProps) {
  const [editor, setEditor] = useState<Editor | null>(null)
  const { dragged: _, ...dropping } = useDropping(false, onRefused)
  return (
    <div className="rich-text" {...dropping}>
      <FormatToolbar editor={editor} onPictures={null} />
      <TextEditor
        html={html}
        label={label}
        takesFocus={false}
        pictures={noPictures}
        onChange={onChange}
        onFiles={onRefused}
        onLeftOut={onRefused}
        onEditor={setEditor}
      />
    </div>
  )
}
