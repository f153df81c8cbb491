// Filters that were given a name, kept in this browser for each table. Each is an address, so choosing one is a link.

import { Bookmark, X } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { Button as AriaButton, DialogTrigger, Link, Popover } from 'react-aria-components'
import { Button, IconButton } from '../control/button.tsx'
import { TextField } from '../control/text-field.tsx'
import { useLocalSetting } from '../use-local-setting.ts'
import { useUiWords } from '../words/words.tsx'
import '../control/list.css'

interface SavedFilter {
  readonly name: string
  readonly search: string
}

export function SavedFilters({ table, path, search }: { table: string; path: string; search: string }) {
  const words = useUiWords()
  const [kept, setKept] = useLocalSetting(`filters.${table}`)
  const [open, setOpen] = useState(false)
  const [name, setName] = useState('')
  const saved = readSaved(kept)
  const save = (event: FormEvent): void => {
    event.preventDefault()
    if (name.trim() === '' || search === '') return
    const others = saved.filter((each) => each.name !== name.trim())
    setKept(JSON.stringify([...others, { name: name.trim(), search }]))
    setName('')
  }
  return (
    <DialogTrigger isOpen={open} onOpenChange={setOpen}>
      <AriaButton className="chip">
        <Bookmark aria-hidden className="small" />
        {words.table.savedFilters}
      </AriaButton>
      <Popover className="floating" aria-label={words.table.savedFilters}>
        <div className="saved-filters">
          {saved.length === 0 && <p className="quiet">{words.table.noSavedFilter}</p>}
          {saved.length > 0 && (
            <ul>
              {saved.map((each) => (
                <li key={each.name}>
                  <Link href={`${path}?${each.search}`} onPress={() => setOpen(false)}>
                    {each.name}
                  </Link>
                  <IconButton
                    size="small"
                    label={words.table.forget(each.name)}
                    onPress={() => setKept(JSON.stringify(saved.filter((other) => other !== each)))}
                  >
                    <X aria-hidden className="small" />
                  </IconButton>
                </li>
              ))}
            </ul>
          )}
          {search !== '' && (
            <form onSubmit={save}>
              <TextField label={words.table.filterName} value={name} onChange={setName} />
              <Button type="submit">{words.table.save}</Button>
            </form>
          )}
        </div>
      </Popover>
    </DialogTrigger>
  )
}

/** What a browser kept may be anything by now. */
function readSaved(kept: string | null): readonly SavedFilter[] {
  try {
    const read: unknown = JSON.parse(kept ?? '[]')
    return Array.isArray(read) ? read.filter(isSaved) : []
  } catch {
    return []
  }
}

const isSaved = (value: unknown): value is SavedFilter =>
  typeof value === 'object' &&
  value !== null &&
  'name' in value &&
  'search' in value &&
  typeof value.name === 'string' &&
  typeof value.search === 'string'
