// Where the list has nothing to show: why, and what to try.

import { navigate } from 'wouter/use-browser-location'
import { cachetLetters } from '#ui/cachet/letters.ts'
import { Postmark } from '#ui/cachet/postmark.tsx'
import { stampDate } from '#ui/cachet/stamp-date.ts'
import { Button, ButtonLink } from '#ui/control/button.tsx'
import { addressOf, closed, everyBox, type Place } from '../../place/place.ts'
import { parseQuery } from '../../search/parse.ts'
import { termsOf } from '../../search/query.ts'
import type { BoxView, FolderView } from '../boxes.ts'
import { firstStepsAddress } from '../first-steps/first-steps-address.ts'
import { useChangeSettings, useSettings } from '../settings/use-settings.ts'
import { useWords } from '../words/words.tsx'

export interface ListEmptyProps {
  readonly boxes: readonly BoxView[]
  readonly box: BoxView | null
  readonly folder: FolderView | null
  readonly folders: readonly FolderView[]
  readonly title: string
  readonly place: Place
}

export function ListEmpty(props: ListEmptyProps) {
  const { box, folder, folders, place } = props
  const { list } = useWords()
  const { firstSteps } = useSettings()
  const isNew = folders.length > 0 && folders.every(({ total }) => total === 0)
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
  if (folder?.role === 'inbox' && box !== null && firstSteps && isNew) return <NewBox box={box} />
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
  const named = termsOf(parseQuery(q)).some(({ term, wanted }) => wanted && term.kind === 'folder')
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

/** Nothing ever came: there is time to make it one's own. */
function NewBox({ box }: { readonly box: BoxView }) {
  const { firstSteps } = useWords()
  const change = useChangeSettings()
  return (
    <div className="void">
      <PostmarkOf name={box.commune} />
      <h2>{firstSteps.ready}</h2>
      <p>{box.address}</p>
      <p>{firstSteps.readyText}</p>
      <div className="void-tries">
        <ButtonLink look="primary" size="large" href={firstStepsAddress}>
          {firstSteps.begin}
        </ButtonLink>
        <Button look="quiet" onPress={() => change({ firstSteps: false })}>
          {firstSteps.never}
        </Button>
      </div>
    </div>
  )
}

function EmptyInbox({ box }: { readonly box: BoxView | null }) {
  const { list, frame, search } = useWords()
  const name = box?.commune ?? frame.product
  return (
    <div className="void">
      <PostmarkOf name={name} />
      <h2>{list.empty.inbox}</h2>
      <p>{box?.address ?? search.every}</p>
    </div>
  )
}

function PostmarkOf({ name }: { readonly name: string }) {
  const { entrance } = useWords()
  return (
    <Postmark
      above={name}
      below={entrance.postmark.below}
      lines={[cachetLetters(name), stampDate(new Date())]}
      toneOf={name}
    />
  )
}
