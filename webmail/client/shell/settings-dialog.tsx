// What a person chooses for this browser: appearance, language and notifications. The way to their account, and the way out, which a phone has nowhere else.

import { LogOut } from 'lucide-react'
import { Link } from 'react-aria-components'
import { Button } from '#ui/control/button.tsx'
import { Select } from '#ui/control/select.tsx'
import { Dialog, DialogActions } from '#ui/overlay/dialog.tsx'
import { signOut } from '#ui/sign-in/authenticate.ts'
import { themes, useTheme } from '#ui/theme.ts'
import { chooseLanguage } from '#ui/words/language.ts'
import { accountPages } from '../account/account-pages.ts'
import { NotificationChoice } from '../live/notification-choice.tsx'
import { useWords } from '../words/words.tsx'

export interface SettingsDialogProps {
  readonly isOpen: boolean
  readonly onClose: () => void
}

const languages = ['fr', 'en'] as const

export function SettingsDialog({ isOpen, onClose }: SettingsDialogProps) {
  const { account, frame, ui } = useWords()
  const [theme, chooseTheme] = useTheme()
  return (
    <Dialog title={frame.settings} isOpen={isOpen} onClose={onClose}>
      <div className="form">
        <Select
          label={frame.theme}
          options={themes.map((value) => ({ value, label: frame.themes[value] }))}
          value={theme}
          onChange={chooseTheme}
        />
        <Select
          label={frame.language}
          options={languages.map((value) => ({ value, label: frame.languages[value] }))}
          value={ui.language}
          onChange={chooseLanguage}
        />
        <NotificationChoice />
        <ul className="settings-links">
          <li>
            <Link href={accountPages.security} onPress={onClose}>
              {account.tabs.security}
            </Link>
          </li>
          <li>
            <Link href={accountPages.phone} onPress={onClose}>
              {account.tabs.phone}
            </Link>
          </li>
        </ul>
      </div>
      <DialogActions>
        <Button onPress={() => void signOut()}>
          <LogOut aria-hidden />
          {frame.signOut}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
