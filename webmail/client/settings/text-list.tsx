// Texts of a box, signatures or templates: a line for each, and one at a time that is written.

import { Pencil, Plus, Trash2 } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { Button, IconButton } from '#ui/control/button.tsx'
import { AlertDialog } from '#ui/overlay/dialog.tsx'

export interface ListedText {
  readonly id: string
  readonly name: string
  /** Beside the name: « Par défaut ». */
  readonly note: string
  readonly mayChange: boolean
}

export interface TextListWords {
  readonly none: string
  readonly add: string
  readonly edit: (name: string) => string
  readonly remove: (name: string) => string
  readonly removeTitle: (name: string) => string
  readonly removeAct: string
}

export interface TextListProps {
  readonly words: TextListWords
  readonly texts: readonly ListedText[]
  readonly mayAdd: boolean
  /** False where it failed, and said so. */
  readonly onRemove: (id: string) => Promise<boolean>
  /** Of the one that is changed; null for a new one. */
  readonly form: (id: string | null, close: () => void) => ReactNode
}

export function TextList({ words, texts, mayAdd, onRemove, form }: TextListProps) {
  const [open, setOpen] = useState<{ readonly id: string | null } | null>(null)
  const [removed, setRemoved] = useState<ListedText | null>(null)
  if (open !== null) return form(open.id, () => setOpen(null))
  return (
    <>
      {texts.length === 0 && <p className="dialog-text">{words.none}</p>}
      {texts.length > 0 && (
        <ul className="label-rows settings-rows">
          {texts.map((text) => (
            <li key={text.id}>
              <span className="settings-text">
                <b className="cut">{text.name}</b>
                {text.note !== '' && <small>{text.note}</small>}
              </span>
              {text.mayChange && (
                <>
                  <IconButton label={words.edit(text.name)} onPress={() => setOpen({ id: text.id })}>
                    <Pencil aria-hidden />
                  </IconButton>
                  <IconButton label={words.remove(text.name)} onPress={() => setRemoved(text)}>
                    <Trash2 aria-hidden />
                  </IconButton>
                </>
              )}
            </li>
          ))}
        </ul>
      )}
      {mayAdd && (
        <p>
          <Button onPress={() => setOpen({ id: null })}>
            <Plus aria-hidden /> {words.add}
          </Button>
        </p>
      )}
      <AlertDialog
        title={removed === null ? '' : words.removeTitle(removed.name)}
        action={words.removeAct}
        danger
        isOpen={removed !== null}
        onClose={() => setRemoved(null)}
        onConfirm={() => (removed === null ? Promise.resolve() : onRemove(removed.id))}
      >
        {null}
      </AlertDialog>
    </>
  )
}
