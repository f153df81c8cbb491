// What a person chooses for this browser: appearance and language. And the way out, which a phone has nowhere else.

import { LogOut } from 'lucide-react'
import { Button } from '#ui/control/button.tsx'
import { Select } from '#ui/control/select.tsx'
import { Dialog, DialogActions } from '#ui/overlay/dialog.tsx'
import { signOut } from '#ui/sign-in/authenticate.ts'
import { themes, useTheme } from '#ui/theme.ts'
import { chooseLanguage } from '#ui/words/language.ts'
import { NotificationChoice } from '../live/notification-choice.tsx'
import { useWords } from '../words/words.tsx'

export interface SettingsDialogProps {
  readonly isOpen: boolean
  readonly onClose: () => void
}

const languages = ['fr', 'en'] as const

export function SettingsDialog({ isOpen, onClose }: SettingsDialogProps) {
  const { frame, ui } = useWords()
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
