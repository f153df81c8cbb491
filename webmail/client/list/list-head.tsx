// Above the rows: the search, the name of the folder with its counts, and what it is filtered by.

import { Menu, Search, X } from 'lucide-react'
import { type FormEvent, type ReactNode, useId } from 'react'
import { navigate } from 'wouter/use-browser-location'
import { Cachet } from '#ui/cachet/cachet.tsx'
import { cachetLetters } from '#ui/cachet/letters.ts'
import { Postmark } from '#ui/cachet/postmark.tsx'
import { stampDate } from '#ui/cachet/stamp-date.ts'
import { Button, IconButton } from '#ui/control/button.tsx'
import { useFormat } from '#ui/format/use-format.ts'
import type { BoxView, FolderView, ListFilter } from '../boxes.ts'
import { addressOf, type Place } from '../place.ts'
import { useWords } from '../words/words.tsx'
import '#ui/control/field.css'

export interface ListHeadProps {
  readonly box: BoxView
  readonly folder: FolderView | null
  readonly title: string
  readonly place: Place
  readonly total: number | null
  readonly onFolders: () => void
  /** On a phone the search opens from the bar at the bottom. */
  readonly searching: boolean
  /** While some of the list is ticked: what can be done with it, in the place of the title. */
  readonly ticking?: ReactNode | undefined
}

export function ListHead(props: ListHeadProps) {
  const { box, folder, title, place, total, onFolders, searching, ticking } = props
  const words = useWords()
  const format = useFormat()
  return (
    <header className={`list-head${searching ? ' list-searching' : ''}`}>
      <SearchForm box={box} place={place} />
      <div className="list-title">
        <IconButton label={words.frame.openFolders} onPress={onFolders}>
          <Menu aria-hidden />
        </IconButton>
        <span className="list-cachet">
          <Cachet name={box.commune} size={48} filled />
        </span>
        <div>
          <h1>{title}</h1>
          <small className="list-address cut">{box.address}</small>
        </div>
        <span className="list-counts">
          {folder !== null && folder.unread > 0
            ? words.list.counts(format.number(folder.unread), format.number(folder.total))
            : total !== null && words.list.total(total, format.number(total))}
        </span>
      </div>
      <FilterChips place={place} />
      {ticking !== undefined && <div className="list-ticking">{ticking}</div>}
    </header>
  )
}

function SearchForm({ box, place }: { readonly box: BoxView; readonly place: Place }) {
  const { list, ui } = useWords()
  const id = useId()
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    const q = String(new FormData(event.currentTarget).get('q') ?? '').trim()
    navigate(addressOf({ ...place, uid: null, q: q === '' ? null : q }))
  }
  return (
    <search>
      <form className="field-box list-search" onSubmit={submit}>
        <Search aria-hidden />
        <label className="heard" htmlFor={id}>
          {list.search(box.address)}
        </label>
        <input
          key={place.q ?? ''}
          id={id}
          name="q"
          type="search"
          data-search
          defaultValue={place.q ?? ''}
          placeholder={list.searchShort}
          enterKeyHint="search"
        />
        {place.q !== null && (
          <IconButton
            label={ui.table.clear}
            onPress={() => navigate(addressOf({ ...place, uid: null, q: null }))}
          >
            <X aria-hidden />
          </IconButton>
        )}
      </form>
    </search>
  )
}

const filters: readonly ListFilter[] = ['unread', 'flagged', 'attachments']

function FilterChips({ place }: { readonly place: Place }) {
  const { list } = useWords()
  return (
    // biome-ignore lint/a11y/useSemanticElements: buttons that filter are no fields of a form.
    <div className="chips" role="group" aria-label={list.filter}>
      {filters.map((filter) => {
        const on = place.filter === filter
        return (
          <button
            key={filter}
            type="button"
            className="chip"
            aria-pressed={on}
            onClick={() => navigate(addressOf({ ...place, uid: null, filter: on ? null : filter }))}
          >
            {list.filters[filter]}
          </button>
        )
      })}
    </div>
  )
}

/** Where the list has nothing to show. */
export function ListEmpty({ box, folder, place }: Pick<ListHeadProps, 'box' | 'folder' | 'place'>) {
  const { list } = useWords()
  if (place.q !== null)
    return (
      <div className="void">
        <h2>{list.empty.search(place.q, box.address)}</h2>
        <p>{list.empty.searchHint}</p>
        <Button onPress={() => navigate(addressOf({ ...place, uid: null, q: null }))}>
          {list.empty.clear}
        </Button>
      </div>
    )
  if (place.filter !== null)
    return (
      <div className="void">
        <h2>{list.empty.filtered}</h2>
        <Button onPress={() => navigate(addressOf({ ...place, uid: null, filter: null }))}>
          {list.empty.unfilter}
        </Button>
      </div>
    )
  if (folder === null || folder.role === 'inbox') return <EmptyInbox box={box} />
  return (
    <div className="void">
      <h2>{list.empty.folder}</h2>
      <p>{box.address}</p>
    </div>
  )
}

function EmptyInbox({ box }: { readonly box: BoxView }) {
  const { list, entrance } = useWords()
  return (
    <div className="void">
      <Postmark
        above={box.commune}
        below={entrance.postmark.below}
        lines={[cachetLetters(box.commune), stampDate(new Date())]}
        toneOf={box.commune}
      />
      <h2>{list.empty.inbox}</h2>
      <p>{box.address}</p>
    </div>
  )
}
