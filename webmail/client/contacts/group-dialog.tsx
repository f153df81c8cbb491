// Groups of contacts made, called otherwise and deleted.

import { Pencil, Trash2 } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { ProblemError } from '#ui/api/problem-error.ts'
import { Button, IconButton } from '#ui/control/button.tsx'
import { TextField } from '#ui/control/text-field.tsx'
import { AlertDialog, Dialog } from '#ui/overlay/dialog.tsx'
import { sayDone } from '#ui/overlay/toast.tsx'
import { api } from '../api.ts'
import { type BoxView, mayFile } from '../boxes.ts'
import { problemWords } from '../failure.tsx'
import { useAllWords } from '../words/later-part.tsx'
import type { GroupView } from './types.ts'
import { useBookChanged } from './use-book.ts'

export interface GroupDialogProps {
  readonly box: BoxView
  readonly groups: readonly GroupView[]
  readonly isOpen: boolean
  readonly onClose: () => void
}

export function GroupDialog({ box, groups, isOpen, onClose }: GroupDialogProps) {
  const words = useAllWords().contacts.groupDialog
  const [renamed, setRenamed] = useState<string | null>(null)
  const params = { box: box.id }
  return (
    <Dialog title={words.title} isOpen={isOpen} onClose={onClose}>
      {groups.length === 0 && <p className="dialog-text">{words.none}</p>}
      {groups.length > 0 && (
        <ul className="group-rows">
          {groups.map((group) =>
            renamed === group.id ? (
              <li key={group.id}>
                <NameForm
                  label={words.nameOf(group.name)}
                  act={words.rename}
                  before={group.name}
                  save={(name) =>
                    api('PUT /boxes/{box}/contact-groups/{group}', {
                      params: { ...params, group: group.id },
                      body: { name },
                    })
                  }
                  onDone={() => setRenamed(null)}
                />
              </li>
            ) : (
              <GroupRow key={group.id} box={box} group={group} onRename={() => setRenamed(group.id)} />
            ),
          )}
        </ul>
      )}
      {mayFile(box) && (
        <NameForm
          label={words.name}
          act={words.create}
          before=""
          save={(name) => api('POST /boxes/{box}/contact-groups', { params, body: { name } })}
          onDone={() => undefined}
        />
      )}
    </Dialog>
  )
}

interface GroupRowProps {
  readonly box: BoxView
  readonly group: GroupView
  readonly onRename: () => void
}

function GroupRow({ box, group, onRename }: GroupRowProps) {
  const all = useAllWords()
  const words = all.contacts.groupDialog
  const changed = useBookChanged()
  const { id, name, members } = group
  const [asking, setAsking] = useState(false)
  const remove = async (): Promise<boolean> => {
    try {
      await api('DELETE /boxes/{box}/contact-groups/{group}', { params: { box: box.id, group: id } })
      sayDone({ text: words.removed(name) })
      await changed()
      return true
    } catch (error) {
      sayDone({ text: all.list.because(all.contacts.failed.remove, problemWords(error, all).title) })
      await changed()
      return false
    }
  }
  return (
    <li>
      <span className="group-name">
        <b className="cut">{name}</b> <small>{words.members(members)}</small>
      </span>
      {mayFile(box) && (
        <>
          <IconButton label={words.renameOf(name)} onPress={onRename}>
            <Pencil aria-hidden />
          </IconButton>
          <IconButton label={words.remove(name)} onPress={() => setAsking(true)}>
            <Trash2 aria-hidden />
          </IconButton>
          <AlertDialog
            title={words.removeTitle(name)}
            action={all.contacts.remove}
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

interface NameFormProps {
  readonly label: string
  readonly act: string
  readonly before: string
  /** Throws what the API said. */
  readonly save: (name: string) => Promise<unknown>
  readonly onDone: () => void
}

function NameForm({ label, act, before, save, onDone }: NameFormProps) {
  const all = useAllWords()
  const changed = useBookChanged()
  const [name, setName] = useState(before)
  const [wrong, setWrong] = useState<string | null>(null)
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (name.trim() === '') return
    try {
      await save(name.trim())
      setName(before)
      setWrong(null)
      await changed()
      onDone()
    } catch (error) {
      const taken = error instanceof ProblemError && error.code === 'already-exists'
      setWrong(
        taken
          ? all.contacts.groupDialog.taken
          : all.list.because(all.contacts.failed.save, problemWords(error, all).title),
      )
    }
  }
  return (
    <form className="group-form" onSubmit={(event) => void submit(event)}>
      <TextField label={label} value={name} onChange={setName} error={wrong} maxLength={100} />
      <Button type="submit" isDisabled={name.trim() === ''}>
        {act}
      </Button>
    </form>
  )
}
