// The form of a search. Whatever is filled in stands in the search field at once, as text: both are the same query.

import { type FormEvent, type RefObject, useState } from 'react'
import { Dialog, Popover } from 'react-aria-components'
import { Button } from '#ui/control/button.tsx'
import { Checkbox } from '#ui/control/checkbox.tsx'
import { Select } from '#ui/control/select.tsx'
import { TextField } from '#ui/control/text-field.tsx'
import { everyBox, type Place } from '../../place/place.ts'
import { emptyForm, formOf, type SearchForm, textOfForm } from '../../search/form.ts'
import { folderWords, plain } from '../../search/words.ts'
import { type FolderView, folderName } from '../boxes.ts'
import { useWords } from '../words/words.tsx'
import { type SearchFieldProps, searchingFrom } from './search-scope.tsx'

export interface SearchPanelProps extends SearchFieldProps {
  /** What it hangs from. */
  readonly at: RefObject<Element | null>
  readonly onClose: () => void
  readonly text: string
  readonly onText: (text: string) => void
  readonly onSearch: (q: string, from: Place) => void
}

/** `in:` before the path of a folder. */
type Where = 'folder' | 'box' | 'every' | `in:${string}`

/** Open as long as it is there. */
export function SearchPanel({ at, onClose, ...form }: SearchPanelProps) {
  const { search } = useWords()
  return (
    <Popover
      className="floating search-floating"
      placement="bottom end"
      triggerRef={at}
      isOpen
      onOpenChange={(open) => open || onClose()}
    >
      <Dialog aria-label={search.options} className="search-dialog">
        <FormOfSearch {...form} />
      </Dialog>
    </Popover>
  )
}

function FormOfSearch(props: Omit<SearchPanelProps, 'at' | 'onClose'>) {
  const { boxes, box, folder, folders, place, text, onText, onSearch } = props
  const { search, frame } = useWords()
  const [form, setForm] = useState(() => formOf(text))
  const [from, setFrom] = useState(() => searchingFrom(place, folder))
  const change = (part: Partial<SearchForm>): void => {
    const next = { ...form, ...part }
    setForm(next)
    onText(textOfForm(next))
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    // Else it goes on to the search field, in whose form this one stands for React, and that searches in its own place.
    event.stopPropagation()
    onSearch(textOfForm(form), from)
  }
  const where: Where = form.folder !== '' ? `in:${form.folder}` : from.every ? 'every' : from.scope
  const lookIn = (chosen: Where): void => {
    const into = chosen.startsWith('in:') ? chosen.slice(3) : ''
    change({ folder: into })
    if (chosen === 'every') setFrom({ ...everyBox, filter: place.filter })
    else if (chosen === 'folder' || chosen === 'box') setFrom({ ...place, scope: chosen })
  }
  const fields = ['from', 'to', 'subject', 'contains'] as const
  return (
    <form className="search-panel" onSubmit={submit}>
      {fields.map((name) => (
        <TextField
          key={name}
          label={search.fields[name]}
          value={form[name]}
          onChange={(value) => change({ [name]: value })}
          autoFocus={name === 'from'}
        />
      ))}
      <div className="search-pair">
        <TextField
          label={search.fields.after}
          type="date"
          value={form.after}
          onChange={(after) => change({ after })}
        />
        <TextField
          label={search.fields.before}
          type="date"
          value={form.before}
          onChange={(before) => change({ before })}
        />
      </div>
      <div className="search-pair">
        <Checkbox isSelected={form.attachment} onChange={(attachment) => change({ attachment })}>
          {search.fields.attachment}
        </Checkbox>
        <Checkbox isSelected={form.unread} onChange={(unread) => change({ unread })}>
          {search.fields.unread}
        </Checkbox>
      </div>
      <Select<Where>
        label={search.scope}
        value={where}
        onChange={lookIn}
        options={[
          ...(box === null
            ? []
            : [
                { value: 'box' as const, label: search.scopes.box, hint: box.address },
                ...(folder === null
                  ? []
                  : [
                      {
                        value: 'folder' as const,
                        label: search.scopes.folder,
                        hint: folderName(folder, frame.roles),
                      },
                    ]),
              ]),
          ...(boxes.length > 1 || box === null
            ? [{ value: 'every' as const, label: search.scopes.every }]
            : []),
          ...foldersToChoose(folders, form.folder).map((named) => ({
            value: `in:${named.word}` as const,
            label: named.folder === null ? named.word : folderName(named.folder, frame.roles),
          })),
        ]}
      />
      <div className="search-actions">
        <Button
          look="quiet"
          onPress={() => {
            setForm(emptyForm)
            onText('')
          }}
        >
          {search.reset}
        </Button>
        <Button look="primary" type="submit">
          {search.submit}
        </Button>
      </div>
    </form>
  )
}

interface NamedFolder {
  /** As the search says it. */
  readonly word: string
  readonly folder: FolderView | null
}

/** With the one that was written, whatever it is called. */
function foldersToChoose(folders: readonly FolderView[], written: string): readonly NamedFolder[] {
  const named = folders
    .filter(({ opens }) => opens)
    .map((folder) => ({ folder, word: folder.role === null ? folder.path : folderWords[folder.role][0] }))
  const known = named.find(({ word, folder }) => plain(word) === plain(written) || isCalled(folder, written))
  if (written === '') return named
  if (known === undefined) return [{ word: written, folder: null }, ...named]
  return named.map((each) => (each === known ? { ...each, word: written } : each))
}

const isCalled = ({ role, path }: FolderView, written: string): boolean =>
  plain(path) === plain(written) ||
  (role !== null && folderWords[role].some((word) => plain(word) === plain(written)))
