// The name of a template and its mailboxes, one line each.

import { Plus, Trash2 } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { Button, IconButton } from '#ui/control/button.tsx'
import { Select } from '#ui/control/select.tsx'
import { TextField } from '#ui/control/text-field.tsx'
import { useFormat } from '#ui/format/use-format.ts'
import { useWords } from '../words/words.tsx'
import {
  type EntryForm,
  type EntryMistake,
  mistakesIn,
  mostGigabytes,
  newEntry,
  type TemplateForm,
} from './template-form.ts'
import './template.css'

const most = 50
const kinds = ['shared', 'manager', 'personal'] as const

interface TemplateFieldsProps {
  readonly form: TemplateForm
  readonly onChange: (part: Partial<TemplateForm>) => void
  readonly nameError: string | null
}

export function TemplateFields({ form, onChange, nameError }: TemplateFieldsProps) {
  const say = useWords().templates
  const { entries } = form
  // The line that was added last, and takes the focus.
  const [added, setAdded] = useState<number | null>(null)
  // The line that stands where one was removed: the focus goes there, the button that had it being gone.
  const [left, setLeft] = useState<{ readonly at: number } | null>(null)
  const lines = useRef<HTMLFieldSetElement>(null)
  useEffect(() => {
    if (left === null) return
    lines.current?.querySelectorAll('.template-entry')[left.at]?.querySelector<HTMLElement>('button')?.focus()
  }, [left])
  const mistakes = mistakesIn(entries)
  const change = (at: number, part: Partial<EntryForm>): void =>
    onChange({ entries: entries.map((entry, index) => (index === at ? { ...entry, ...part } : entry)) })
  return (
    <>
      <TextField
        label={say.name}
        hint={say.nameHint}
        isRequired
        maxLength={100}
        value={form.name}
        onChange={(name) => onChange({ name })}
        error={nameError}
      />
      <fieldset ref={lines} className="template-entries">
        <legend className="field-label">{say.mailboxes}</legend>
        {entries.map((entry, index) => (
          <Entry
            // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place; its fields keep nothing of their own.
            key={index}
            number={index + 1}
            entry={entry}
            focus={index === added}
            mistake={mistakes[index] ?? null}
            onChange={(part) => change(index, part)}
            onRemove={
              entries.length === 1
                ? null
                : () => {
                    onChange({ entries: entries.filter((_, each) => each !== index) })
                    setLeft({ at: Math.min(index, entries.length - 2) })
                  }
            }
          />
        ))}
        {entries.length < most && (
          <div>
            <Button
              size="small"
              onPress={() => {
                setAdded(entries.length)
                onChange({ entries: [...entries, newEntry] })
              }}
            >
              <Plus aria-hidden className="small" />
              {say.addMailbox}
            </Button>
          </div>
        )}
      </fieldset>
    </>
  )
}

interface EntryProps {
  readonly number: number
  readonly entry: EntryForm
  /** Takes the focus when it appears. */
  readonly focus: boolean
  readonly mistake: EntryMistake | null
  readonly onChange: (part: Partial<EntryForm>) => void
  /** Null for the last one: a template has one mailbox at least. */
  readonly onRemove: (() => void) | null
}

function Entry({ number, entry, focus, mistake, onChange, onRemove }: EntryProps) {
  const words = useWords()
  const say = words.templates
  const format = useFormat()
  const ofSize =
    mistake === 'too-much'
      ? say.tooMuch(format.number(mostGigabytes))
      : mistake === 'size'
        ? say.notSize
        : null
  const named = entry.kind === 'shared'
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset inside another one would be read out with both legends.
    <div role="group" aria-label={say.entry(number)} className="template-entry">
      <Select
        label={say.kind}
        value={entry.kind}
        onChange={(kind) => onChange({ kind })}
        options={kinds.map((value) => ({
          value,
          label: words.welcome.kinds[value],
          hint: words.welcome.kindsOpenTo[value],
        }))}
      />
      {named ? (
        <TextField
          label={say.localPart}
          isRequired
          autoComplete="off"
          autoFocus={focus}
          maxLength={64}
          after={<span>@</span>}
          value={entry.localPart}
          onChange={(localPart) => onChange({ localPart })}
          error={
            mistake === null || mistake === 'size' || mistake === 'too-much' ? null : say.mistakes[mistake]
          }
        />
      ) : (
        <p className="template-own">{mistake === 'twice' ? say.mistakes.twice : say.ownName}</p>
      )}
      <TextField
        label={say.label}
        isRequired
        maxLength={100}
        value={entry.label}
        onChange={(label) => onChange({ label })}
      />
      <TextField
        label={say.quota}
        inputMode="decimal"
        placeholder={say.usual}
        value={entry.quota}
        onChange={(quota) => onChange({ quota })}
        error={ofSize}
      />
      {onRemove !== null && (
        <IconButton label={say.removeMailbox(number)} onPress={onRemove}>
          <Trash2 aria-hidden />
        </IconButton>
      )}
    </div>
  )
}
