// One text that is written: its name, what it says and how that looks, and whatever else belongs to it.

import { type FormEvent, lazy, type ReactNode, Suspense, useRef, useState } from 'react'
import { ProblemError } from '#ui/api/problem-error.ts'
import { Button } from '#ui/control/button.tsx'
import { TextField } from '#ui/control/text-field.tsx'
import { Banner } from '#ui/display/banner.tsx'
import { useFormat } from '#ui/format/use-format.ts'
import { DialogActions } from '#ui/overlay/dialog-actions.tsx'
import { mostWrittenCharacters } from '../../contract/written-text-limits.ts'
import { problemWords } from '../failure.tsx'
import { useAllWords } from '../words/later-part.tsx'
import './text-form.css'

const RichText = lazy(async () => ({ default: (await import('../compose/editor/rich-text.tsx')).RichText }))

export interface WrittenText {
  readonly name: string
  readonly html: string
}

export interface TextFormProps {
  readonly before: WrittenText
  readonly kind: 'signature' | 'template'
  readonly lines: number
  readonly children?: ReactNode
  /** Throws what the API said. */
  readonly save: (text: WrittenText) => Promise<unknown>
  readonly close: () => void
}

export function TextForm({ before, kind, lines, children, save, close }: TextFormProps) {
  const all = useAllWords()
  const words = all.settings
  const format = useFormat()
  const textLabel = words[kind].text
  const [name, setName] = useState(before.name)
  // What was not touched stays as the server has it.
  const [html, setHtml] = useState(before.html)
  const place = useRef<HTMLDivElement>(null)
  const [refused, setRefused] = useState(false)
  const [saving, setSaving] = useState(false)
  const [failed, setFailed] = useState<string | null>(null)
  const most = mostWrittenCharacters[kind]
  const isTooLong = html.length > most
  const mayBeSaved = name.trim() !== '' && !isTooLong
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (!mayBeSaved) return
    setSaving(true)
    setFailed(null)
    try {
      await save({ name: name.trim(), html })
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
      <div className="field">
        {/* An editor cannot have a label element: the text has this name for the ear, and the focus from here. */}
        <span aria-hidden className="field-label" onClick={() => focusText(place.current)}>
          {textLabel}
        </span>
        {/* As tall before its editor is there: nothing below it moves away under the pointer. */}
        <div ref={place} className="written-text" style={{ '--lines': lines } as Record<string, number>}>
          <Suspense fallback={null}>
            <RichText
              label={textLabel}
              html={before.html}
              onChange={setHtml}
              onRefused={() => setRefused(true)}
            />
          </Suspense>
        </div>
        {isTooLong && (
          <Banner kind="bad">
            {all.writtenTexts.tooLong(format.number(html.length), format.number(most))}
          </Banner>
        )}
        {refused && (
          <Banner kind="warn" urgent>
            {all.writtenTexts.noFiles[kind]}
          </Banner>
        )}
      </div>
      <DialogActions>
        <Button onPress={close}>{all.ui.cancel}</Button>
        <Button look="primary" type="submit" isPending={saving} isDisabled={!mayBeSaved}>
          {words.save}
        </Button>
      </DialogActions>
    </form>
  )
}

const focusText = (place: HTMLElement | null): void =>
  place?.querySelector<HTMLElement>('.compose-text')?.focus()
