// What can be done with the picture that is marked in the text: how wide it stands, what stands for it where it is not shown, and
// the way to take it out.

import type { Editor } from '@tiptap/core'
import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { ToggleButton, Toolbar } from 'react-aria-components'
import { Button, IconButton } from '#ui/control/button.tsx'
import { TextField } from '#ui/control/text-field.tsx'
import { Dialog } from '#ui/overlay/dialog.tsx'
import { DialogActions } from '#ui/overlay/dialog-actions.tsx'
import { useWords } from '../../words/words.tsx'
import { sizeOf, sizesFor, widthOf } from './picture-size.ts'
import { useTransactions } from './use-transactions.ts'

const longestAlt = 300

export function PictureBar({ editor }: { readonly editor: Editor | null }) {
  const { pictures } = useWords()
  const [describing, setDescribing] = useState(false)
  useTransactions(editor)
  if (editor === null || !editor.isActive('picture')) return null
  const { alt, width } = editor.getAttributes('picture')
  const natural = naturalWidth(editor)
  const size = sizeOf(Number(width), natural)
  const sizes = natural === 0 ? [] : sizesFor(natural)
  return (
    <div className="compose-picture-bar">
      <Toolbar aria-label={pictures.toolbar}>
        {sizes.length > 1 &&
          sizes.map((each) => (
            <ToggleButton
              key={each}
              className="button button-quiet button-small"
              isSelected={each === size}
              onChange={() => changePicture(editor, { width: String(widthOf(each, natural)) })}
            >
              {pictures.sizes[each]}
            </ToggleButton>
          ))}
        <Button look="quiet" size="small" onPress={() => setDescribing(true)}>
          {pictures.describe}
        </Button>
        <IconButton
          size="small"
          label={pictures.remove}
          onPress={() => editor.chain().focus().deleteSelection().run()}
        >
          <Trash2 aria-hidden />
        </IconButton>
      </Toolbar>
      {describing && (
        <AltForm
          begins={typeof alt === 'string' ? alt : ''}
          onClose={() => setDescribing(false)}
          onPut={(text) => {
            setDescribing(false)
            changePicture(editor, { alt: text })
            editor.commands.focus()
          }}
        />
      )}
    </div>
  )
}

/** It stays marked: a node that is written anew would not be. */
function changePicture(editor: Editor, attrs: { readonly alt: string } | { readonly width: string }): void {
  const { from } = editor.state.selection
  editor.chain().updateAttributes('picture', attrs).setNodeSelection(from).run()
}

/** Zero while it is not shown. */
function naturalWidth({ view, state }: Editor): number {
  const dom = view.nodeDOM(state.selection.from)
  const image = dom instanceof HTMLElement ? dom.querySelector('img') : null
  return image?.naturalWidth ?? 0
}

interface AltFormProps {
  readonly begins: string
  readonly onPut: (text: string) => void
  readonly onClose: () => void
}

function AltForm({ begins, onPut, onClose }: AltFormProps) {
  const { pictures, ui } = useWords()
  const [text, setText] = useState(begins)
  return (
    <Dialog title={pictures.altTitle} isOpen onClose={onClose}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault()
          onPut(text.trim().slice(0, longestAlt))
        }}
      >
        <TextField
          label={pictures.alt}
          hint={pictures.altHint}
          value={text}
          onChange={setText}
          error={null}
          autoFocus
        />
        <DialogActions>
          <Button onPress={onClose}>{ui.cancel}</Button>
          <Button look="primary" type="submit">
            {pictures.put}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
