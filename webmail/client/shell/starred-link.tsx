// What somebody follows, wherever in the box it lies. No folder of its own: a search that everybody may write, as with labels.

import { Star } from 'lucide-react'
import { memo } from 'react'
import { Link } from 'react-aria-components'
import { addressOf, everyBox } from '../../place/place.ts'
import type { BoxView } from '../boxes.ts'
import { usePlace } from '../use-place.ts'
import { useWords } from '../words/words.tsx'

/** Understood in every language of the search. */
const starred = 'est:suivi'

interface StarredLinkProps {
  readonly box: BoxView
  readonly onFollow: (() => void) | undefined
}

export const StarredLink = memo(function StarredLink({ box, onFollow }: StarredLinkProps) {
  const { q } = usePlace()
  const { list } = useWords()
  return (
    <li>
      <Link
        href={addressOf({ ...everyBox, every: false, box: box.address, q: starred })}
        onPress={() => onFollow?.()}
        {...(q === starred ? { 'aria-current': 'page' } : {})}
      >
        <Star aria-hidden />
        <span className="cut">{list.filters.flagged}</span>
      </Link>
    </li>
  )
})
