// How far a search looks: in the folder, in the whole box, or in all of them.

import { navigate } from 'wouter/use-browser-location'
import { Segments } from '#ui/control/segments.tsx'
import { addressOf, closed, everyBox, type Place } from '../../place/place.ts'
import type { BoxView, FolderView } from '../boxes.ts'
import { useWords } from '../words/words.tsx'

export interface ScopeChoiceProps {
  readonly boxes: readonly BoxView[]
  readonly box: BoxView | null
  readonly folder: FolderView | null
  readonly place: Place
}

/** What a search field knows of where it stands. */
export interface SearchFieldProps extends ScopeChoiceProps {
  readonly folders: readonly FolderView[]
}

/** What was thrown away or said to be junk is found where one is, and nowhere else. */
export function searchingFrom(place: Place, folder: FolderView | null): Place {
  if (place.every || place.q !== null) return place
  const apart = folder?.role === 'junk' || folder?.role === 'trash'
  return { ...place, scope: apart ? 'folder' : 'box' }
}

export function ScopeChoice({ boxes, box, place }: ScopeChoiceProps) {
  const { search } = useWords()
  const { q, filter } = place
  if (box === null || place.every) return <EveryScope boxes={boxes} place={place} />
  const go = (scope: 'folder' | 'box' | 'every'): void =>
    navigate(addressOf(scope === 'every' ? { ...everyBox, q, filter } : { ...closed(place), scope }))
  return (
    <div className="search-scope">
      <Segments
        label={search.scope}
        value={place.scope}
        onChange={go}
        segments={[
          { value: 'folder', label: search.scopes.folder },
          { value: 'box', label: search.scopes.box },
          ...(boxes.length > 1 ? [{ value: 'every' as const, label: search.scopes.every }] : []),
        ]}
      />
    </div>
  )
}

/** From all of them into one. */
function EveryScope({ boxes, place }: Pick<ScopeChoiceProps, 'boxes' | 'place'>) {
  const { search } = useWords()
  const { q, filter } = place
  return (
    <div className="search-scope">
      <Segments<string | null>
        label={search.scope}
        value={null}
        onChange={(address) => {
          if (address !== null) navigate(addressOf({ ...everyBox, every: false, box: address, q, filter }))
        }}
        segments={[
          { value: null, label: search.scopes.every },
          ...boxes.map(({ address }) => ({ value: address, label: address })),
        ]}
      />
    </div>
  )
}
