// The boxes of whoever is signed in, by their cachets, with what is unread; at its foot help, settings and the account.

import { CircleQuestionMark, LogOut, Settings } from 'lucide-react'
import { Link } from 'react-aria-components'
import { Cachet, PersonMark } from '#ui/cachet/cachet.tsx'
import { cachetTone } from '#ui/cachet/letters.ts'
import { Logo } from '#ui/cachet/logo.tsx'
import { Button, IconButton } from '#ui/control/button.tsx'
import { Menu } from '#ui/overlay/menu.tsx'
import type { BoxView } from '../boxes.ts'
import { leaveWebmail } from '../compose/leaving.ts'
import { folderAddress, inbox } from '../place.ts'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words.tsx'

export interface RailProps {
  readonly boxes: readonly BoxView[]
  readonly current: string | null
  readonly onHelp: () => void
  readonly onSettings: () => void
}

export function Rail({ boxes, current, onHelp, onSettings }: RailProps) {
  const { frame: words, compose } = useWords()
  const { person } = useSession()
  return (
    <nav className="rail" id="boxes" tabIndex={-1} aria-label={words.boxes}>
      <Logo />
      <BoxLinks boxes={boxes} current={current} />
      <div className="rail-end">
        <IconButton label={words.help} onPress={onHelp}>
          <CircleQuestionMark aria-hidden />
        </IconButton>
        <IconButton label={words.settings} onPress={onSettings}>
          <Settings aria-hidden />
        </IconButton>
        <Menu
          label={words.account(person.name)}
          actions={[
            {
              ...{ id: 'sign-out', label: words.signOut, icon: LogOut },
              run: () => void leaveWebmail(compose.leaving),
            },
          ]}
        >
          <Button look="quiet">
            <PersonMark name={person.name} />
            <span className="heard">{words.account(person.name)}</span>
          </Button>
        </Menu>
      </div>
    </nav>
  )
}

/** How a box is called aloud: its name, with the commune where that says more. */
export const boxName = ({ name, commune }: BoxView): string =>
  name === commune ? name : `${name}, ${commune}`

export interface BoxLinksProps extends Pick<RailProps, 'boxes' | 'current'> {
  readonly onFollow?: () => void
}

export function BoxLinks({ boxes, current, onFollow }: BoxLinksProps) {
  const words = useWords().frame
  return (
    <ul className="rail-boxes">
      {boxes.map((box) => (
        <li key={box.id}>
          <Link
            className="rail-box"
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
            <span className="heard">
              {words.box(boxName(box), box.unread)} {box.address}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  )
}
