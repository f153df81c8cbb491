// Above the rows: the search, the name of the folder with its counts, and what it is filtered by.

import { Menu } from 'lucide-react'
import type { ReactNode } from 'react'
import { navigate } from 'wouter/use-browser-location'
import { Cachet } from '#ui/cachet/cachet.tsx'
import { IconButton } from '#ui/control/button.tsx'
import { useFormat } from '#ui/format/use-format.ts'
import { addressOf, closed, type Place } from '../../place/place.ts'
import { type BoxView, type FolderView, type ListFilter, mayFile } from '../boxes.ts'
import { EmptyFolder } from '../folders/empty-folder.tsx'
import { useSettings } from '../settings/use-settings.ts'
import { useWords } from '../words/words.tsx'
import type { Conversations } from './conversations.ts'
import { SearchField } from './search-field.tsx'
import { ScopeChoice } from './search-scope.tsx'

export interface ListHeadProps {
  readonly boxes: readonly BoxView[]
  /** Null for all of them as one. */
  readonly box: BoxView | null
  readonly folder: FolderView | null
  readonly folders: readonly FolderView[]
  readonly title: string
  readonly place: Place
  readonly conversations: Conversations
  readonly onFolders: () => void
  /** On a phone the search opens from the bar at the bottom. */
  readonly searching: boolean
  /** While some of the list is ticked: what can be done with it, in the place of the title. */
  readonly ticking?: ReactNode | undefined
}

export function ListHead(props: ListHeadProps) {
  const { boxes, box, folder, folders, title, place, conversations, onFolders, searching, ticking } = props
  const { total, more } = conversations
  const counted = place.q === null && folder !== null && folder.unread > 0
  const emptied = roleToEmpty(props)
  const words = useWords()
  const format = useFormat()
  const { conversations: grouped } = useSettings()
  const countOf = (count: number): string => {
    if (more) return words.search.moreThan(format.number(count))
    const { total: conversations, messages } = words.list
    const say = place.q !== null ? words.search.found : grouped ? conversations : messages
    return say(count, format.number(count))
  }
  return (
    <header className={`list-head${searching || place.q !== null ? ' list-searching' : ''}`}>
      <SearchField {...{ boxes, box, folder, folders, place }} />
      {place.q !== null && <ScopeChoice {...{ boxes, box, folder, place }} />}
      <div className="list-title">
        <IconButton label={words.frame.openFolders} onPress={onFolders}>
          <Menu aria-hidden />
        </IconButton>
        {box !== null && (
          <span className="list-cachet">
            <Cachet name={box.commune} size={48} filled />
          </span>
        )}
        <div>
          <h1>{title}</h1>
          {box !== null && <small className="list-address cut">{box.address}</small>}
        </div>
        <span className="list-counts">
          {counted
            ? words.list.counts(format.number(folder.unread), format.number(folder.total))
            : conversations.state === 'shown' && countOf(total)}
        </span>
      </div>
      <FilterChips place={place} />
      {box !== null && emptied !== null && <EmptyFolder box={box} role={emptied} />}
      {ticking !== undefined && <div className="list-ticking">{ticking}</div>}
    </header>
  )
}

/** Where all that is listed is thrown away already; null elsewhere. */
function roleToEmpty({ box, folder, folders, place }: ListHeadProps): 'trash' | 'junk' | null {
  if (box === null || !mayFile(box) || place.q !== null || folder === null) return null
  const holdsFolders =
    folder.role === 'trash' && folders.some(({ path }) => path.startsWith(`${folder.path}/`))
  if (folder.total === 0 && !holdsFolders) return null
  return folder.role === 'trash' || folder.role === 'junk' ? folder.role : null
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
            onClick={() => navigate(addressOf({ ...closed(place), filter: on ? null : filter }))}
          >
            {list.filters[filter]}
          </button>
        )
      })}
    </div>
  )
}
