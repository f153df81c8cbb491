// The bar of a phone, in the reach of a thumb.

import { type LucideIcon, Mail, Menu, Search } from 'lucide-react'
import { Button } from 'react-aria-components'
import { useWords } from '../words/words.tsx'

export interface BottomBarProps {
  readonly unread: number
  readonly onMessages: () => void
  readonly onSearch: () => void
  readonly onMenu: () => void
}

export function BottomBar({ unread, onMessages, onSearch, onMenu }: BottomBarProps) {
  const words = useWords().frame
  return (
    <nav className="bottom-bar" aria-label={words.bottom}>
      <BarButton icon={Mail} name={words.messages} onPress={onMessages} unread={unread} />
      <BarButton icon={Search} name={words.search} onPress={onSearch} />
      <BarButton icon={Menu} name={words.menu} onPress={onMenu} />
    </nav>
  )
}

interface BarButtonProps {
  readonly icon: LucideIcon
  readonly name: string
  readonly unread?: number
  readonly onPress: () => void
}

function BarButton({ icon: Icon, name, unread = 0, onPress }: BarButtonProps) {
  const words = useWords().frame
  return (
    <Button className="bar-button" onPress={onPress}>
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
    </Button>
  )
}
