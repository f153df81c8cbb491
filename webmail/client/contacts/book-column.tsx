// The column of contacts: what is searched for, which list and which group, what can be done, and the lines or why there are none.

import { Download, Ellipsis, Menu as MenuIcon, Search, Upload, UserPlus, Users, X } from 'lucide-react'
import { useState } from 'react'
import { navigate } from 'wouter/use-browser-location'
import { Button, ButtonLink, IconButton } from '#ui/control/button.tsx'
import { SearchField } from '#ui/control/search-field.tsx'
import { Segments } from '#ui/control/segments.tsx'
import { Select } from '#ui/control/select.tsx'
import { useFormat } from '#ui/format/use-format.ts'
import { Menu } from '#ui/overlay/menu.tsx'
import { Skeleton } from '#ui/page/states.tsx'
import { addressOf as routeAddressOf } from '../api.ts'
import { type BoxView, mayFile } from '../boxes.ts'
import { Failure } from '../failure.tsx'
import { useAllWords } from '../words/later-part.tsx'
import { BookList } from './book-list.tsx'
import { type BookPlace, bookAddress } from './book-place.ts'
import { GroupDialog } from './group-dialog.tsx'
import type { GroupView } from './types.ts'
import type { Book, BookLine } from './use-book.ts'

export interface BookColumnProps {
  readonly box: BoxView
  readonly place: BookPlace
  readonly groups: readonly GroupView[]
  readonly book: Book
  readonly title: string
  /** Of the directory: the one that is looked at. */
  readonly entry: string | null
  readonly onEntry: (key: string) => void
  readonly onFolders: () => void
}

const go = (place: BookPlace, replace = false): void => navigate(bookAddress(place), { replace })

export function BookColumn(props: BookColumnProps) {
  const { box, place, groups, book, title, onFolders } = props
  const { contacts: words, frame } = useAllWords()
  const format = useFormat()
  const [grouping, setGrouping] = useState(false)
  const isOwn = place.shows === 'own'
  return (
    <section className="list" id="list" tabIndex={-1} aria-label={title}>
      <header className="list-head contacts-head">
        <div className="contacts-search">
          <SearchField
            label={isOwn ? words.search : words.searchDirectory}
            text={place.q}
            onText={(q) => go({ ...place, q, open: null }, true)}
            before={<Search aria-hidden />}
          />
        </div>
        <div className="list-title">
          <IconButton label={frame.openFolders} onPress={onFolders}>
            <MenuIcon aria-hidden />
          </IconButton>
          <h1>{title}</h1>
          <span className="list-counts" role="status">
            {book.state === 'shown' &&
              (isOwn
                ? words.counts(book.total, format.number(book.total))
                : words.entries(book.total, format.number(book.total)))}
          </span>
          {isOwn && <BookTools {...props} onGroups={() => setGrouping(true)} />}
        </div>
        <Segments
          label={words.which}
          segments={[
            { value: 'own', label: words.own },
            { value: 'directory', label: words.directory },
          ]}
          value={place.shows}
          onChange={(shows) => go({ ...place, shows, group: null, open: null })}
        />
        {isOwn && groups.length > 0 && (
          <Select
            label={words.group}
            labelHidden
            options={[
              { value: '', label: words.everybody },
              ...groups.map(({ id, name, members }) => ({
                value: id,
                label: words.inGroup(name, format.number(members)),
              })),
            ]}
            value={place.group ?? ''}
            onChange={(group) => go({ ...place, group: group === '' ? null : group, open: null })}
          />
        )}
      </header>
      <BookBody {...props} />
      <GroupDialog box={box} groups={groups} isOpen={grouping} onClose={() => setGrouping(false)} />
    </section>
  )
}

function BookTools({ box, place, groups, onGroups }: BookColumnProps & { readonly onGroups: () => void }) {
  const words = useAllWords().contacts
  const group = groups.find(({ id }) => id === place.group) ?? null
  const query = group === null ? {} : { group: group.id }
  const file = {
    id: 'export',
    label: group === null ? words.export : words.exportGroup(group.name),
    icon: Download,
    href: routeAddressOf('GET /boxes/{box}/contacts-file', { params: { box: box.id }, query }),
    download: true,
  } as const
  return (
    <span className="contacts-tools">
      {mayFile(box) && (
        <IconButton label={words.add} onPress={() => go({ ...place, open: { kind: 'new' } })}>
          <UserPlus aria-hidden />
        </IconButton>
      )}
      <Menu
        label={words.more}
        actions={
          mayFile(box)
            ? [
                {
                  id: 'import',
                  label: words.import,
                  icon: Upload,
                  run: () => go({ ...place, open: { kind: 'import' } }),
                },
                file,
                {
                  id: 'duplicates',
                  label: words.duplicates,
                  run: () => go({ ...place, open: { kind: 'duplicates' } }),
                },
                { id: 'groups', label: words.groups, icon: Users, run: onGroups },
              ]
            : [file]
        }
      >
        {(opens) => (
          <IconButton label={words.more} {...opens}>
            <Ellipsis aria-hidden />
          </IconButton>
        )}
      </Menu>
    </span>
  )
}

function BookBody({ box, place, book, title, entry, onEntry }: BookColumnProps) {
  if (book.state === 'failed')
    return (
      <div className="list-failed">
        <Failure error={book.error} onRetry={book.retry} />
      </div>
    )
  if (book.state === 'loading') return <Skeleton rows={9} onRetry={book.retry} />
  if (book.total === 0) return <NoLines box={box} place={place} />
  const hrefOf = ({ id }: BookLine): string =>
    bookAddress({ ...place, open: id === null ? null : { kind: 'contact', id } })
  return (
    <BookList
      key={`${place.shows} ${place.group} ${place.q}`}
      book={book}
      label={title}
      open={place.open?.kind === 'contact' ? place.open.id : entry}
      hrefOf={hrefOf}
      onOpen={(line) => {
        if (line.id === null) onEntry(line.key)
        else navigate(hrefOf(line), { replace: place.open !== null })
      }}
    />
  )
}

function NoLines({ box, place }: Pick<BookColumnProps, 'box' | 'place'>) {
  const words = useAllWords().contacts
  if (place.q !== null || place.shows === 'directory')
    return (
      <div className="void">
        <h2>{place.shows === 'own' ? words.empty.search(place.q ?? '') : words.empty.directory}</h2>
        {place.q !== null && (
          <Button onPress={() => go({ ...place, q: null })}>
            <X aria-hidden /> {words.empty.clear}
          </Button>
        )}
      </div>
    )
  if (place.group !== null)
    return (
      <div className="void">
        <h2>{words.empty.group}</h2>
        <p>{words.empty.groupText}</p>
      </div>
    )
  return (
    <div className="void">
      <Users aria-hidden />
      <h2>{words.empty.title}</h2>
      <p>{mayFile(box) ? words.empty.text : words.readOnly}</p>
      {mayFile(box) && place.open === null && (
        <p className="contacts-begin">
          <ButtonLink look="primary" href={bookAddress({ ...place, open: { kind: 'new' } })}>
            {words.add}
          </ButtonLink>
          <ButtonLink href={bookAddress({ ...place, open: { kind: 'import' } })}>{words.import}</ButtonLink>
        </p>
      )}
    </div>
  )
}
