// Under the folders of a box: what else there is of it.

import { BookUser } from 'lucide-react'
import { memo } from 'react'
import { Link } from 'react-aria-components'
import type { BoxView } from '../boxes.ts'
import { contactsAddress, useBookPlace } from '../contacts/book-place.ts'
import { useWords } from '../words/words.tsx'

export interface SideLinksProps {
  readonly box: BoxView
  readonly onFollow?: (() => void) | undefined
}

export const SideLinks = memo(function SideLinks({ box, onFollow }: SideLinksProps) {
  const { contacts } = useWords().frame
  const here = useBookPlace() !== null
  return (
    <ul className="folder-links side-links">
      <li>
        <Link
          href={contactsAddress(box.address)}
          onPress={() => onFollow?.()}
          {...(here ? { 'aria-current': 'page' } : {})}
        >
          <BookUser aria-hidden />
          <span className="cut">{contacts}</span>
        </Link>
      </li>
    </ul>
  )
})
