// The ink bar: where one is, the way to anything, and one's own account.

import { ChevronDown, LogOut, MapPin, Menu as MenuIcon, Search, SunMoon, UserRound } from 'lucide-react'
import { Button, Link } from 'react-aria-components'
import { PersonMark } from '#ui/cachet/cachet.tsx'
import { Logo } from '#ui/cachet/logo.tsx'
import { Menu } from '#ui/overlay/menu.tsx'
import { sayDone } from '#ui/overlay/toast.tsx'
import { signOut } from '#ui/sign-in/authenticate.ts'
import { useTheme } from '#ui/theme.ts'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words.tsx'
import './bar.css'

export function Bar({ onMenu, onGoTo }: { readonly onMenu: () => void; readonly onGoTo: () => void }) {
  const words = useWords().frame
  const { department, person } = useSession()
  const [, chooseTheme] = useTheme()
  const leave = async (): Promise<void> => {
    if (await signOut()) return
    const again = { label: words.account.again, run: () => void leave() }
    sayDone({ text: words.account.maybeSignedIn, action: again })
  }
  return (
    <header className="bar">
      <div className="bar-start">
        <Button className="bar-button bar-menu" aria-label={words.menu} onPress={onMenu}>
          <MenuIcon aria-hidden />
        </Button>
        <Link className="brand" href="/" aria-label={words.brandLabel}>
          <Logo />
          <b>{words.brand}</b> <span>{words.brandOf}</span>
        </Link>
      </div>
      <Button className="go-to" id="go-to" aria-keyshortcuts="Control+K" onPress={onGoTo}>
        <Search aria-hidden className="small" />
        <span>{words.goTo}</span>
        <kbd aria-hidden>Ctrl K</kbd>
      </Button>
      <div className="bar-end">
        <span className="bar-text">
          <MapPin aria-hidden className="small" />
          {department.name}
        </span>
        <Menu
          label={words.theme.label}
          actions={(['system', 'light', 'dark'] as const).map((theme) => ({
            id: theme,
            label: words.theme[theme],
            run: () => chooseTheme(theme),
          }))}
        >
          {(opens) => (
            <Button className="bar-button" aria-label={words.theme.label} {...opens}>
              <SunMoon aria-hidden />
            </Button>
          )}
        </Menu>
        <Menu
          label={words.account.label(person.name)}
          actions={[
            { id: 'account', label: words.account.mine, icon: UserRound, href: '/compte' },
            { id: 'sign-out', label: words.account.signOut, icon: LogOut, run: () => void leave() },
          ]}
        >
          {(opens) => (
            <Button className="bar-button" {...opens}>
              <PersonMark name={person.name} />
              <span className="bar-name">{person.name}</span>
              <ChevronDown aria-hidden className="small" />
            </Button>
          )}
        </Menu>
      </div>
    </header>
  )
}
