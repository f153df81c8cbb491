// Where the list has nothing to show: why, and what to try.

import { navigate } from 'wouter/use-browser-location'
import { cachetLetters } from '#ui/cachet/letters.ts'
import { Postmark } from '#ui/cachet/postmark.tsx'
import { stampDate } from '#ui/cachet/stamp-date.ts'
import { Button } from '#ui/control/button.tsx'
import { parseQuery } from '../../search/parse.ts'
import { termsOf } from '../../search/query.ts'
import type { BoxView, FolderView } from '../boxes.ts'
import { addressOf, closed, everyBox, type Place } from '../place.ts'
import { useWords } from '../words/words.tsx'

export interface ListEmptyProps {
  readonly boxes: readonly BoxView[]
  readonly box: BoxView | null
  readonly folder: FolderView | null
  readonly title: string
  readonly place: Place
}

export function ListEmpty(props: ListEmptyProps) {
  const { box, folder, place } = props
  const { list } = useWords()
  if (place.q !== null) return <NothingFound {...props} q={place.q} />
  if (place.filter !== null)
    return (
      <div className="void">
        <h2>{list.empty.filtered}</h2>
        <Button onPress={() => navigate(addressOf({ ...closed(place), filter: null }))}>
          {list.empty.unfilter}
        </Button>
      </div>
    )
  if (folder === null || folder.role === 'inbox') return <EmptyInbox box={box} />
  return (
    <div className="void">
      <h2>{list.empty.folder}</h2>
      {box !== null && <p>{box.address}</p>}
    </div>
  )
}

/** What makes it wider comes before clearing it: each button is one thing to try. */
function NothingFound({ boxes, box, title, place, q }: ListEmptyProps & { readonly q: string }) {
  const { list, search } = useWords()
  const within = place.every ? search.every : place.scope === 'box' && box !== null ? box.address : title
  const named = termsOf(parseQuery(q)).some(({ term }) => term.kind === 'folder')
  const to = (next: Place) => (): void => navigate(addressOf(next))
  return (
    <div className="void">
      <h2>{list.empty.search(q, within)}</h2>
      <p>{named ? search.tryElsewhere : list.empty.searchHint}</p>
      <div className="void-tries">
        {place.filter !== null && (
          <Button onPress={to({ ...closed(place), filter: null })}>
            {search.withoutFilter(list.filters[place.filter])}
          </Button>
        )}
        {!place.every && place.scope === 'folder' && !named && (
          <Button onPress={to({ ...closed(place), scope: 'box' })}>{search.inBox}</Button>
        )}
        {!place.every && boxes.length > 1 && (
          <Button onPress={to({ ...everyBox, q, filter: place.filter })}>{search.inEvery}</Button>
        )}
        <Button look="quiet" onPress={to({ ...closed(place), q: null })}>
          {list.empty.clear}
        </Button>
      </div>
    </div>
  )
}

function EmptyInbox({ box }: { readonly box: BoxView | null }) {
  const { list, entrance, frame, search } = useWords()
  const name = box?.commune ?? frame.product
  return (
    <div className="void">
      <Postmark
        above={name}
        below={entrance.postmark.below}
        lines={[cachetLetters(name), stampDate(new Date())]}
        toneOf={name}
      />
      <h2>{list.empty.inbox}</h2>
      <p>{box?.address ?? search.every}</p>
    </div>
  )
}
