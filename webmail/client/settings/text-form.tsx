// One text that is written: its name, its lines, and whatever else belongs to it.

import { type FormEvent, type ReactNode, useState } from 'react'
import { ProblemError } from '#ui/api/problem-error.ts'
import { Button } from '#ui/control/button.tsx'
import { TextField } from '#ui/control/text-field.tsx'
import { DialogActions } from '#ui/overlay/dialog.tsx'
import { Banner } from '#ui/shown/banner.tsx'
import { problemWords } from '../failure.tsx'
import { useWords } from '../words/words.tsx'
import { htmlOfText, isFormatted, textOfHtml } from './plain-html.ts'

export interface WrittenText {
  readonly name: string
  readonly html: string
}

export interface TextFormProps {
  readonly before: WrittenText
  readonly textLabel: string
  readonly lines: number
  readonly children?: ReactNode
  /** Throws what the API said. */
  readonly save: (text: WrittenText) => Promise<unknown>
  readonly close: () => void
}

export function TextForm({ before, textLabel, lines, children, save, close }: TextFormProps) {
  const all = useWords()
  const words = all.settings
  const [name, setName] = useState(before.name)
  const [began] = useState(() => textOfHtml(before.html))
  const [text, setText] = useState(began)
  const [saving, setSaving] = useState(false)
  const [failed, setFailed] = useState<string | null>(null)
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (name.trim() === '') return
    setSaving(true)
    setFailed(null)
    try {
      // What was not touched keeps how it looks.
      await save({ name: name.trim(), html: text === began ? before.html : htmlOfText(text) })
      close()
    } catch (error) {
      const meanwhile = error instanceof ProblemError && error.code === 'changed-meanwhile'
      setFailed(meanwhile ? words.meanwhile : all.list.because(words.failed, problemWords(error, all).title))
      setSaving(false)
    }
  }
  return (
    <form className="form" onSubmit={(event) => void submit(event)}>
      {failed !== null && (
        <Banner kind="bad" urgent>
          {failed}
        </Banner>
      )}
      <TextField label={words.name} value={name} onChange={setName} maxLength={100} autoComplete="off" />
      {children}
      <TextField
        label={textLabel}
        lines={lines}
        value={text}
        onChange={setText}
        maxLength={15_000}
        {...(isFormatted(before.html) ? { hint: words.formatLost } : {})}
      />
      <DialogActions>
        <Button onPress={close}>{all.ui.cancel}</Button>
        <Button look="primary" type="submit" isPending={saving} isDisabled={name.trim() === ''}>
          {words.save}
        </Button>
      </DialogActions>
    </form>
  )
}
