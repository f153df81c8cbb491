// Beside the list of all boxes: each of them by its name, with what is unread.

import { Layers, SquarePen } from 'lucide-react'
import { Link } from 'react-aria-components'
import { Cachet } from '#ui/cachet/cachet.tsx'
import { Button } from '#ui/control/button.tsx'
import { useFormat } from '#ui/format/use-format.ts'
import { addressOf, everyBox, folderAddress, inbox } from '../../place/place.ts'
import type { BoxView } from '../boxes.ts'
import { useWords } from '../words/words.tsx'

export interface BoxesSideProps {
  readonly boxes: readonly BoxView[]
  readonly unread: number
  /** Null where one may not write, or where the button stands elsewhere. */
  readonly onWrite: (() => void) | null
  readonly onFollow?: (() => void) | undefined
}

export function BoxesSide({ boxes, unread, onWrite, onFollow }: BoxesSideProps) {
  const { search, compose, frame } = useWords()
  const format = useFormat()
  const count = (of: number | null) =>
    of !== null &&
    of > 0 && (
      <span className="folder-count">
        {format.number(of)}
        <span className="heard"> {frame.unread(of)}</span>
      </span>
    )
  return (
    <>
      <div className="side-box side-every">
        <span className="rail-every-mark">
          <Layers aria-hidden />
        </span>
        <div>
          <h2>{search.every}</h2>
        </div>
      </div>
      {onWrite !== null && (
        <div className="side-write">
          <Button wide onPress={onWrite}>
            <SquarePen aria-hidden /> {compose.write}
          </Button>
        </div>
      )}
      <ul className="folder-links">
        <li>
          <Link href={addressOf(everyBox)} onPress={() => onFollow?.()} aria-current="page">
            <Layers aria-hidden />
            <span className="cut">{frame.roles.inbox}</span>
            {count(unread)}
          </Link>
        </li>
        {boxes.map((box) => (
          <li key={box.id}>
            <Link href={folderAddress(box.address, inbox)} onPress={() => onFollow?.()}>
              <Cachet name={box.commune} size={24} />
              <span className="cut">{box.address}</span>
              {count(box.unread)}
            </Link>
          </li>
        ))}
      </ul>
    </>
  )
}
