// Labels of a box made, called otherwise, given another colour, deleted.

import { useQueryClient } from '@tanstack/react-query'
import { Pencil, Trash2 } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { ProblemError } from '#ui/api/problem-error.ts'
import { Button, IconButton } from '#ui/control/button.tsx'
import { TextField } from '#ui/control/text-field.tsx'
import { AlertDialog } from '#ui/overlay/dialog.tsx'
import { sayDone } from '#ui/overlay/toast.tsx'
import { api } from '../api.ts'
import { type BoxView, mayFile } from '../boxes.ts'
import { problemWords } from '../failure.tsx'
import { useWords } from '../words/words.tsx'
import { ColourChoice } from './colour-choice.tsx'
import { LabelChip, type LabelView } from './labels.tsx'
import './labels.css'

type LabelFields = Omit<LabelView, 'id'>

export interface LabelEditorProps {
  readonly box: BoxView
  readonly labels: readonly LabelView[]
}

export function LabelEditor({ box, labels }: LabelEditorProps) {
  const words = useWords().labels
  const [edited, setEdited] = useState<string | null>(null)
  const params = { box: box.id }
  return (
    <>
      {labels.length === 0 && <p className="dialog-text">{words.none}</p>}
      {labels.length > 0 && (
        <ul className="label-rows">
          {labels.map((label) =>
            edited === label.id ? (
              <li key={label.id}>
                <LabelForm
                  name={words.nameOf(label.name)}
                  act={words.save}
                  before={label}
                  save={(body) =>
                    api('PUT /boxes/{box}/labels/{label}', { params: { ...params, label: label.id }, body })
                  }
                  onDone={() => setEdited(null)}
                />
              </li>
            ) : (
              <LabelRow key={label.id} box={box} label={label} onEdit={() => setEdited(label.id)} />
            ),
          )}
        </ul>
      )}
      {mayFile(box) && (
        <LabelForm
          key={labels.length}
          name={words.name}
          act={words.create}
          before={{ name: '', colour: 'bleu' }}
          save={(body) => api('POST /boxes/{box}/labels', { params, body })}
          onDone={() => undefined}
        />
      )}
    </>
  )
}

/** Rows show names by the ids they have: only what is asked by name is asked again. */
function useLabelsChanged(): () => Promise<void> {
  const client = useQueryClient()
  return async () => {
    await client.invalidateQueries({ queryKey: ['/boxes/{box}/labels'] })
    await client.invalidateQueries({ queryKey: ['/boxes/{box}/conversations'] })
  }
}

interface LabelRowProps {
  readonly box: BoxView
  readonly label: LabelView
  readonly onEdit: () => void
}

function LabelRow({ box, label, onEdit }: LabelRowProps) {
  const all = useWords()
  const words = all.labels
  const changed = useLabelsChanged()
  const [asking, setAsking] = useState(false)
  const remove = async (): Promise<boolean> => {
    try {
      await api('DELETE /boxes/{box}/labels/{label}', { params: { box: box.id, label: label.id } })
      sayDone({ text: words.removed(label.name) })
      await changed()
      return true
    } catch (error) {
      sayDone({ text: all.list.because(words.failed.remove, problemWords(error, all).title) })
      return false
    }
  }
  return (
    <li>
      <span className="label-name">
        <LabelChip label={label} />
      </span>
      {mayFile(box) && (
        <>
          <IconButton label={words.edit(label.name)} onPress={onEdit}>
            <Pencil aria-hidden />
          </IconButton>
          <IconButton label={words.remove(label.name)} onPress={() => setAsking(true)}>
            <Trash2 aria-hidden />
          </IconButton>
          <AlertDialog
            title={words.removeTitle(label.name)}
            action={words.removeAct}
            danger
            isOpen={asking}
            onClose={() => setAsking(false)}
            onConfirm={remove}
          >
            <p>{words.removeText}</p>
          </AlertDialog>
        </>
      )}
    </li>
  )
}

interface LabelFormProps {
  readonly name: string
  readonly act: string
  readonly before: LabelFields
  /** Throws what the API said. */
  readonly save: (fields: LabelFields) => Promise<unknown>
  readonly onDone: () => void
}

function LabelForm({ name: label, act, before, save, onDone }: LabelFormProps) {
  const all = useWords()
  const words = all.labels
  const changed = useLabelsChanged()
  const [name, setName] = useState(before.name)
  const [colour, setColour] = useState(before.colour)
  const [wrong, setWrong] = useState<string | null>(null)
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (name.trim() === '') return
    try {
      await save({ name: name.trim(), colour })
      await changed()
      onDone()
    } catch (error) {
      const code = error instanceof ProblemError ? error.code : ''
      setWrong(
        code === 'already-exists'
          ? words.taken
          : code === 'invalid-input'
            ? words.wrongName
            : all.list.because(words.failed.save, problemWords(error, all).title),
      )
    }
  }
  return (
    <form className="label-form" onSubmit={(event) => void submit(event)}>
      <TextField label={label} value={name} onChange={setName} error={wrong} maxLength={40} />
      <ColourChoice label={words.colour} colour={colour} onColour={setColour} />
      <Button type="submit" isDisabled={name.trim() === ''}>
        {act}
      </Button>
    </form>
  )
}
