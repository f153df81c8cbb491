// Bold, lists, links: over the text that is marked, or for what comes next.

import type { Editor } from '@tiptap/core'
import {
  Bold,
  Image as ImageIcon,
  Italic,
  Link2,
  List,
  ListOrdered,
  type LucideIcon,
  RemoveFormatting,
  TextQuote,
  Underline,
} from 'lucide-react'
import { useState } from 'react'
import { FileTrigger, ToggleButton, Toolbar } from 'react-aria-components'
import { Button, IconButton } from '#ui/control/button.tsx'
import { TextField } from '#ui/control/text-field.tsx'
import { Dialog } from '#ui/overlay/dialog.tsx'
import { DialogActions } from '#ui/overlay/dialog-actions.tsx'
import { useWords } from '../../words/words.tsx'
import { linkAddress } from './editor-kit.ts'
import { pictureTypes } from './picture-file.ts'
import { useTransactions } from './use-transactions.ts'

interface Mark {
  readonly name: 'bold' | 'italic' | 'underline' | 'bullets' | 'numbers' | 'quote'
  readonly icon: LucideIcon
  /** As the editor calls it. */
  readonly node: string
  readonly toggle: (editor: Editor) => void
}

const marks: readonly (readonly Mark[])[] = [
  [
    { name: 'bold', icon: Bold, node: 'bold', toggle: (editor) => editor.chain().focus().toggleBold().run() },
    {
      ...{ name: 'italic', icon: Italic, node: 'italic' },
      toggle: (editor) => editor.chain().focus().toggleItalic().run(),
    },
    {
      ...{ name: 'underline', icon: Underline, node: 'underline' },
      toggle: (editor) => editor.chain().focus().toggleUnderline().run(),
    },
  ],
  [
    {
      ...{ name: 'bullets', icon: List, node: 'bulletList' },
      toggle: (editor) => editor.chain().focus().toggleBulletList().run(),
    },
    {
      ...{ name: 'numbers', icon: ListOrdered, node: 'orderedList' },
      toggle: (editor) => editor.chain().focus().toggleOrderedList().run(),
    },
    {
      ...{ name: 'quote', icon: TextQuote, node: 'blockquote' },
      toggle: (editor) => editor.chain().focus().toggleBlockquote().run(),
    },
  ],
]

export interface FormatToolbarProps {
  readonly editor: Editor | null
  /** Null where the text takes none. */
  readonly onPictures: ((files: readonly File[]) => void) | null
}

export function FormatToolbar({ editor, onPictures }: FormatToolbarProps) {
  const { compose, pictures } = useWords()
  const [linking, setLinking] = useState(false)
  useTransactions(editor)
  return (
    <Toolbar aria-label={compose.toolbar} className="compose-format">
      {marks.map((group) => (
        <span key={group[0]?.name} className="compose-format-group">
          {group.map(({ name, icon: Icon, node, toggle }) => (
            <ToggleButton
              key={name}
              className="button button-quiet button-small button-icon"
              aria-label={compose.marks[name]}
              data-mark={name}
              isDisabled={editor === null}
              isSelected={editor?.isActive(node) ?? false}
              onChange={() => editor !== null && toggle(editor)}
            >
              <Icon aria-hidden />
            </ToggleButton>
          ))}
        </span>
      ))}
      <span className="compose-format-group">
        <ToggleButton
          className="button button-quiet button-small button-icon"
          aria-label={compose.marks.link}
          isDisabled={editor === null}
          isSelected={editor?.isActive('link') ?? false}
          onChange={() => setLinking(true)}
        >
          <Link2 aria-hidden />
        </ToggleButton>
        {onPictures !== null && (
          <FileTrigger
            allowsMultiple
            acceptedFileTypes={pictureTypes}
            onSelect={(files) => files !== null && onPictures([...files])}
          >
            <IconButton size="small" label={pictures.insert} isDisabled={editor === null}>
              <ImageIcon aria-hidden />
            </IconButton>
          </FileTrigger>
        )}
        <IconButton
          size="small"
          label={compose.marks.clear}
          isDisabled={editor === null}
          onPress={() => editor?.chain().focus().unsetAllMarks().clearNodes().run()}
        >
          <RemoveFormatting aria-hidden />
        </IconButton>
      </span>
      {linking && editor !== null && <LinkForm editor={editor} onClose={() => setLinking(false)} />}
    </Toolbar>
  )
}

function LinkForm({ editor, onClose }: { readonly editor: Editor; readonly onClose: () => void }) {
  const words = useWords().compose.link
  const { ui } = useWords()
  const there = String(editor.getAttributes('link').href ?? '')
  const [typed, setTyped] = useState(there)
  const [wrong, setWrong] = useState(false)
  const put = (): void => {
    const href = linkAddress(typed)
    setWrong(href === null)
    if (href === null) return
    onClose()
    const { empty } = editor.state.selection
    const chain = editor.chain().focus().extendMarkRange('link')
    // Without anything to stand on, the link shows its address.
    if (empty && there === '')
      chain
        .insertContent({ type: 'text', text: typed.trim(), marks: [{ type: 'link', attrs: { href } }] })
        .run()
    else chain.setLink({ href }).run()
  }
  return (
    <Dialog title={words.title} isOpen onClose={onClose}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault()
          // Of a form around the text nothing is sent.
          event.stopPropagation()
          put()
        }}
      >
        <TextField
          label={words.address}
          hint={words.hint}
          value={typed}
          onChange={(text) => {
            setTyped(text)
            setWrong(false)
          }}
          error={wrong ? words.wrong : null}
          autoFocus
        />
        <DialogActions>
          {there === '' ? (
            <Button onPress={onClose}>{ui.cancel}</Button>
          ) : (
            <Button
              onPress={() => {
                onClose()
                editor.chain().focus().extendMarkRange('link').unsetLink().run()
              }}
            >
              {words.take}
            </Button>
          )}
          <Button look="primary" type="submit">
            {words.put}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
