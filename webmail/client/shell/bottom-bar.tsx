// The bar of a phone, in the reach of a thumb.

import { type LucideIcon, Mail, Menu, Search, SquarePen } from 'lucide-react'
import { useWords } from '../words/words.tsx'

export interface BottomBarProps {
  readonly unread: number
  readonly onMessages: () => void
  readonly onSearch: () => void
  /** Null where one may not write. */
  readonly onWrite: (() => void) | null
  readonly onMenu: () => void
}

export function BottomBar({ unread, onMessages, onSearch, onWrite, onMenu }: BottomBarProps) {
  const { frame: words, compose } = useWords()
  return (
    <nav className="bottom-bar" aria-label={words.bottom}>
      <BarButton icon={Mail} name={words.messages} onPress={onMessages} unread={unread} />
      <BarButton icon={Search} name={words.search} onPress={onSearch} />
      {onWrite !== null && <BarButton icon={SquarePen} name={compose.write} onPress={onWrite} writes />}
      <BarButton icon={Menu} name={words.menu} onPress={onMenu} />
    </nav>
  )
}

interface BarButtonProps {
  readonly icon: LucideIcon
  readonly name: string
  readonly unread?: number
  readonly writes?: boolean
  readonly onPress: () => void
}

function BarButton({ icon: Icon, name, unread = 0, writes = false, onPress }: BarButtonProps) {
  const words = useWords().frame
  return (
    <button
      type="button"
      className={`bar-button${writes ? ' bar-write' : ''}`}
      onClick={({ currentTarget }) => {
        // Safari gives the focus to no button that is pressed, and what opens from it gives it back there.
        currentTarget.focus()
        onPress()
      }}
    >
      <span className="bar-pip">
        <Icon aria-hidden />
        {unread > 0 && (
          <span className="unread-count">
            {unread}
            <span className="heard"> {words.unread(unread)}</span>
          </span>
        )}
      </span>
      {name}
    </button>
  )
}
