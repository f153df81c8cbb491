// Folders of a box made, called otherwise, put elsewhere, thrown away with all that is in them, and brought back.

import { useQueryClient } from '@tanstack/react-query'
import { Folder, Pencil, Trash2 } from 'lucide-react'
import { type CSSProperties, type FormEvent, useState } from 'react'
import { navigate } from 'wouter/use-browser-location'
import { ProblemError } from '#ui/api/problem-error.ts'
import { Button, IconButton } from '#ui/control/button.tsx'
import { Select } from '#ui/control/select.tsx'
import { TextField } from '#ui/control/text-field.tsx'
import { AlertDialog } from '#ui/overlay/dialog.tsx'
import { sayDone } from '#ui/overlay/toast.tsx'
import { folderAddress, inbox } from '../../place/place.ts'
import { api } from '../api.ts'
import { type BoxView, type FolderView, folderName } from '../boxes.ts'
import { problemWords } from '../failure.tsx'
import { usePlace } from '../use-place.ts'
import type { Words } from '../words/fr.ts'
import { useWords } from '../words/words.tsx'
import { isInTrash } from './confirm-deletion.tsx'
import './folders.css'

export interface FolderEditorProps {
  readonly box: BoxView
  readonly folders: readonly FolderView[]
}

interface FolderFields {
  readonly name: string
  readonly parent: string | null
}

export function FolderEditor({ box, folders }: FolderEditorProps) {
  const { folders: words, frame } = useWords()
  const changed = useFoldersChanged(box)
  const [edited, setEdited] = useState<string | null>(null)
  const params = { box: box.id }
  const own = folders.filter(({ role }) => role === null)
  const placeIn = (path: string): string => {
    const special = folders.find(({ role, path: top }) => role !== null && isWithin(path, top))
    if (special === undefined) return path.split('/').join(' › ')
    const below = path.slice(special.path.length).split('/').slice(1)
    return [folderName(special, frame.roles), ...below].join(' › ')
  }
  const parents = own
    .filter(({ path }) => !isInTrash({ folder: path }))
    .map(({ path }) => ({ value: path, label: placeIn(path) }))
  /** And where it is now, which may be within a special one. */
  const parentsFor = (folder: FolderView) => {
    const { parent } = fieldsOf(folder)
    const others = parents.filter(({ value }) => !isWithin(value, folder.path))
    if (parent === null || others.some(({ value }) => value === parent)) return others
    return [{ value: parent, label: placeIn(parent) }, ...others]
  }
  return (
    <>
      {own.length === 0 && <p className="dialog-text">{words.none}</p>}
      {own.length > 0 && (
        <ul className="folder-rows">
          {own.map((folder) =>
            edited === folder.path ? (
              <li key={folder.path}>
                <FolderForm
                  name={words.nameOf(folder.name)}
                  act={words.save}
                  before={fieldsOf(folder)}
                  parents={parentsFor(folder)}
                  save={async (fields) => {
                    const body = { path: folder.path, ...fields }
                    const { path, rulesLeft } = await api('PUT /boxes/{box}/folder', { params, body })
                    const left = leftOf(rulesLeft, folder.name, words)
                    if (left !== null) sayDone({ text: left })
                    await changed(folder.path, path)
                  }}
                  onDone={() => setEdited(null)}
                />
              </li>
            ) : (
              <FolderRow key={folder.path} {...{ box, folder }} onEdit={() => setEdited(folder.path)} />
            ),
          )}
        </ul>
      )}
      <FolderForm
        key={own.length}
        name={words.name}
        act={words.create}
        before={{ name: '', parent: null }}
        parents={parents}
        save={async (body) => {
          await api('POST /boxes/{box}/folders', { params, body })
          await changed()
        }}
        onDone={() => undefined}
      />
    </>
  )
}

/** What is said of rules that go on filing into where a folder was; null where there is nothing to say. */
function leftOf(rules: readonly string[] | null, folder: string, words: Words['folders']): string | null {
  if (rules === null) return words.rulesUnknown(folder)
  return rules.length === 0 ? null : words.rulesLeft(rules, folder)
}

const fieldsOf = ({ path, name }: FolderView): FolderFields => {
  const above = path.slice(0, Math.max(0, path.length - name.length - 1))
  return { name, parent: above === '' ? null : above }
}

const isWithin = (path: string, folder: string): boolean => path === folder || path.startsWith(`${folder}/`)

/** Whoever is in a folder that went elsewhere goes along; of one that is gone, to the inbox. */
function useFoldersChanged(box: BoxView): (from?: string, to?: string | null) => Promise<void> {
  const client = useQueryClient()
  const { folder: open, box: address } = usePlace()
  return async (from, to = null) => {
    if (from !== undefined && address === box.address && isWithin(open, from))
      navigate(folderAddress(box.address, to === null ? inbox : `${to}${open.slice(from.length)}`), {
        replace: true,
      })
    await client.invalidateQueries({ queryKey: ['/boxes/{box}/folders'] })
    await client.invalidateQueries({ queryKey: ['/boxes/{box}/conversations'] })
  }
}

interface FolderRowProps {
  readonly box: BoxView
  readonly folder: FolderView
  readonly onEdit: () => void
}

function FolderRow({ box, folder, onEdit }: FolderRowProps) {
  const all = useWords()
  const words = all.folders
  const changed = useFoldersChanged(box)
  const [asking, setAsking] = useState(false)
  const { path, name } = folder
  const params = { box: box.id }
  const failed = (error: unknown, what: string): false => {
    sayDone({ text: all.list.because(what, problemWords(error, all).title) })
    return false
  }
  const remove = async (): Promise<boolean> => {
    try {
      const { path: now, rulesLeft } = await api('DELETE /boxes/{box}/folder', { params, query: { path } })
      await changed(path, null)
      const said = now === null ? words.goneForGood(name) : words.removed(name)
      const left = leftOf(rulesLeft, name, words)
      const undo = now === null ? null : { label: all.list.undo, run: () => void back(now) }
      sayDone({ text: left === null ? said : `${said} ${left}`, ...(undo === null ? {} : { action: undo }) })
      return true
    } catch (error) {
      return failed(error, words.failed.remove)
    }
  }
  const back = async (now: string): Promise<void> => {
    try {
      await api('PUT /boxes/{box}/folder', { params, body: { path: now, ...fieldsOf(folder) } })
      await changed()
      sayDone({ text: words.broughtBack(name) })
    } catch (error) {
      failed(error, words.failed.bringBack)
    }
  }
  const style: CSSProperties = { paddingInlineStart: (path.split('/').length - 1) * 18 }
  return (
    <li style={style}>
      <Folder aria-hidden />
      <span className="folder-name cut">{name}</span>
      <IconButton label={words.edit(name)} onPress={onEdit}>
        <Pencil aria-hidden />
      </IconButton>
      <IconButton
        label={words.remove(name)}
        onPress={() => (isInTrash({ folder: path }) ? setAsking(true) : void remove())}
      >
        <Trash2 aria-hidden />
      </IconButton>
      <AlertDialog
        title={words.removeTitle(name)}
        action={words.removeAct}
        danger
        isOpen={asking}
        onClose={() => setAsking(false)}
        onConfirm={remove}
      >
        <p>{words.removeText}</p>
      </AlertDialog>
    </li>
  )
}

interface FolderFormProps {
  readonly name: string
  readonly act: string
  readonly before: FolderFields
  readonly parents: readonly { readonly value: string; readonly label: string }[]
  /** Throws what the API said. */
  readonly save: (fields: FolderFields) => Promise<void>
  readonly onDone: () => void
}

/** What no folder is called: an empty path. */
const top = ''

function FolderForm({ name: label, act, before, parents, save, onDone }: FolderFormProps) {
  const all = useWords()
  const words = all.folders
  const [name, setName] = useState(before.name)
  const [parent, setParent] = useState(before.parent)
  const [wrong, setWrong] = useState<string | null>(null)
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (name.trim() === '') return
    try {
      await save({ name: name.trim(), parent })
      onDone()
    } catch (error) {
      const code = error instanceof ProblemError ? error.code : ''
      setWrong(
        code === 'already-exists'
          ? words.taken
          : code === 'mail-refused' || code === 'invalid-input'
            ? words.wrongName
            : all.list.because(words.failed.save, problemWords(error, all).title),
      )
    }
  }
  return (
    <form className="folder-form" onSubmit={(event) => void submit(event)}>
      <TextField label={label} value={name} onChange={setName} error={wrong} maxLength={60} />
      {parents.length > 0 && (
        <Select
          label={words.parent}
          options={[{ value: top, label: words.top }, ...parents]}
          value={parent ?? top}
          onChange={(value) => setParent(value === top ? null : value)}
        />
      )}
      <Button type="submit" isDisabled={name.trim() === ''}>
        {act}
      </Button>
    </form>
  )
}
