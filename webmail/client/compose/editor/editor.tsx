// The text of a message and what shapes it. The editor keeps what is written: React draws the place for it, once.

import { Editor } from '@tiptap/core'
import { type RefObject, useEffect, useRef, useState } from 'react'
import { useWords } from '../../words/words.tsx'
import { extensionsWith, writtenIn } from './editor-kit.ts'
import { contentIdIn, type ShownPictures } from './picture.ts'

export interface TextEditorProps {
  readonly html: string
  /** Heard in place of « Texte du message ». */
  readonly label?: string
  readonly takesFocus: boolean
  readonly onChange: (html: string) => void
  /** Pasted into the text. */
  readonly onFiles: (files: readonly File[]) => void
  /** Pictures of pages elsewhere did not come with what was pasted or dropped. */
  readonly onLeftOut?: () => void
  readonly pictures: ShownPictures
  readonly onEditor: (editor: Editor | null) => void
}

export function TextEditor(props: TextEditorProps) {
  const { html, takesFocus, pictures, onChange, onFiles, onLeftOut, onEditor } = props
  const { compose } = useWords()
  const place = useRef<HTMLDivElement>(null)
  const now = useRef({ onChange, onFiles, onLeftOut, onEditor })
  now.current = { onChange, onFiles, onLeftOut, onEditor }
  const [begins] = useState({ html, takesFocus })
  const label = props.label ?? compose.body
  useEffect(() => {
    if (place.current === null) return
    const editor = new Editor({
      element: place.current,
      extensions: extensionsWith(pictures),
      content: begins.html,
      // The policy of the page allows no sheet but ours.
      injectCSS: false,
      editorProps: {
        attributes: { role: 'textbox', 'aria-multiline': 'true', 'aria-label': label, class: 'compose-text' },
        // Pictures of pages elsewhere would be asked for by whoever reads it.
        transformPastedHTML(pasted) {
          const { html, isLess } = withoutForeignPictures(pasted, pictures)
          if (isLess) now.current.onLeftOut?.()
          return html
        },
        handlePaste: (_, { clipboardData }) => takeFiles(clipboardData, now),
        handleDrop: (_, { dataTransfer }) => dataTransfer !== null && dataTransfer.files.length > 0,
      },
      onUpdate: () => now.current.onChange(writtenIn(editor)),
    })
    if (begins.takesFocus) editor.commands.focus('start')
    now.current.onEditor(editor)
    return () => {
      now.current.onEditor(null)
      editor.destroy()
    }
  }, [begins, label, pictures])
  return <div ref={place} className="compose-editor" />
}

/** What is cut out of this text and pasted into it again is there already. */
function withoutForeignPictures(pasted: string, pictures: ShownPictures) {
  const { body } = new DOMParser().parseFromString(pasted, 'text/html')
  const foreign = [...body.querySelectorAll('img')].filter((image) => {
    const contentId = contentIdIn(image.getAttribute('src') ?? undefined)
    return contentId === null || !pictures.has(contentId)
  })
  for (const image of foreign) image.remove()
  return { html: body.innerHTML, isLess: foreign.length > 0 }
}

/** A picture that was copied, alone, comes as such; a table that comes with its picture is text. */
function takeFiles(pasted: DataTransfer | null, now: RefObject<Pick<TextEditorProps, 'onFiles'>>): boolean {
  if (pasted === null || pasted.files.length === 0) return false
  if (pasted.types.includes('text/plain') || saysMore(pasted.getData('text/html'))) return false
  now.current.onFiles([...pasted.files])
  return true
}

/** Copied out of a page, a picture comes with the tag that showed it there. */
const saysMore = (html: string): boolean =>
  html !== '' && (!/<img\b/i.test(html) || html.replace(/<!--.*?-->|<[^>]*>|\s/gs, '') !== '')
