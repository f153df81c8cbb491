// The boxes of whoever is signed in, by their cachets, with what is unread; at its foot help, settings and the account.

import { CircleQuestionMark, Layers, LogOut, Settings, SquarePen } from 'lucide-react'
import { memo } from 'react'
import { Link } from 'react-aria-components'
import { Cachet, PersonMark } from '#ui/cachet/cachet.tsx'
import { cachetTone } from '#ui/cachet/letters.ts'
import { Logo } from '#ui/cachet/logo.tsx'
import { BareButton, BareIconButton } from '#ui/control/button.tsx'
import { Menu } from '#ui/overlay/menu.tsx'
import { addressOf, everyBox, folderAddress, inbox } from '../../place/place.ts'
import type { BoxView } from '../boxes.ts'
import { saveAndSignOut } from '../compose/draft/save-and-sign-out.ts'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words.tsx'
import type { Overlay } from './overlay.ts'

export interface RailProps {
  readonly boxes: readonly BoxView[]
  /** Id of the box that is open; all of them as one; null for none. */
  readonly current: string | 'every' | null
  /** The same function each time: what stands here is drawn anew for another box, not for another folder. */
  readonly onOverlay: (overlay: Overlay) => void
  /** Where the folders, above which one writes, have no room; the same function each time, too. Null where one may not write. */
  readonly onWrite?: (() => void) | null
}

export const Rail = memo(function Rail({ boxes, current, onOverlay, onWrite = null }: RailProps) {
  const { frame: words, compose } = useWords()
  const { person } = useSession()
  return (
    <nav className="rail" id="boxes" tabIndex={-1} aria-label={words.boxes}>
      <Logo />
      {onWrite !== null && (
        <div className="rail-write">
          <BareIconButton label={compose.write} onPress={onWrite}>
            <SquarePen aria-hidden />
          </BareIconButton>
        </div>
      )}
      <BoxLinks boxes={boxes} current={current} />
      <div className="rail-end">
        <BareIconButton label={words.help} onPress={() => onOverlay('help')}>
          <CircleQuestionMark aria-hidden />
        </BareIconButton>
        <BareIconButton label={words.settings} onPress={() => onOverlay('settings')}>
          <Settings aria-hidden />
        </BareIconButton>
        <Menu
          label={words.account(person.name)}
          actions={[
            {
              ...{ id: 'sign-out', label: words.signOut, icon: LogOut },
              run: () => void saveAndSignOut(person.id, compose.leaving),
            },
          ]}
        >
          {(opens) => (
            <BareButton look="quiet" {...opens}>
              <PersonMark name={person.name} />
              <span className="heard">{words.account(person.name)}</span>
            </BareButton>
          )}
        </Menu>
      </div>
    </nav>
  )
})

/** How a box is called aloud: its name, with the commune where that says more. */
export const boxName = ({ name, commune }: BoxView): string =>
  name === commune ? name : `${name}, ${commune}`

export interface BoxLinksProps extends Pick<RailProps, 'boxes' | 'current'> {
  readonly onFollow?: () => void
}

/** Whoever has one box needs no other list of it. */
function EveryBoxLink({
  current,
  onFollow,
}: Pick<RailProps, 'current'> & { readonly onFollow: (() => void) | undefined }) {
  const { search } = useWords()
  return (
    <li className="rail-every">
      <Link
        className="rail-box"
        href={addressOf(everyBox)}
        onPress={() => onFollow?.()}
        {...(current === 'every' ? { 'aria-current': 'page' } : {})}
      >
        <span className="rail-every-mark" title={search.every}>
          <Layers aria-hidden />
        </span>
        <span className="heard">{search.every}</span>
      </Link>
    </li>
  )
}

/** Boxes of one commune have the same cachet: what stands before the @ tells them apart. */
const hasTwin = (box: BoxView, boxes: readonly BoxView[]): boolean =>
  boxes.some(({ id, commune }) => id !== box.id && commune === box.commune)

export function BoxLinks({ boxes, current, onFollow }: BoxLinksProps) {
  const words = useWords().frame
  return (
    <ul className="rail-boxes">
      {boxes.length > 1 && <EveryBoxLink current={current} onFollow={onFollow} />}
      {boxes.map((box) => (
        <li key={box.id}>
          <Link
            className={`rail-box${hasTwin(box, boxes) ? ' rail-box-named' : ''}`}
            data-tone={cachetTone(box.commune)}
            href={folderAddress(box.address, inbox)}
            onPress={() => onFollow?.()}
            {...(box.id === current ? { 'aria-current': 'page' } : {})}
          >
            <Cachet name={box.commune} size={40} filled={box.id === current} />
            {box.unread !== null && box.unread > 0 && (
              <span className="unread-count" aria-hidden>
                {box.unread > 999 ? '999+' : box.unread}
              </span>
            )}
            {hasTwin(box, boxes) && (
              <span className="rail-box-name" aria-hidden title={box.address}>
                {box.address.slice(0, box.address.lastIndexOf('@'))}
              </span>
            )}
            <span className="heard">
              {words.box(boxName(box), box.unread)} {box.address}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  )
}
