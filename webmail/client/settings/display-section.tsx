// How the webmail looks: theme and language of this browser, the rest wherever one signs in. And the way out,
// which a phone has nowhere else.

import { LogOut } from 'lucide-react'
import { Button } from '#ui/control/button.tsx'
import { Checkbox } from '#ui/control/checkbox.tsx'
import { Choice } from '#ui/control/choice.tsx'
import { Select } from '#ui/control/select.tsx'
import { DialogActions } from '#ui/overlay/dialog-actions.tsx'
import { themes, useTheme } from '#ui/theme.ts'
import { chooseLanguage } from '#ui/words/language.ts'
import { saveAndSignOut } from '../compose/draft/save-and-sign-out.ts'
import { NotificationChoice } from '../live/notification-choice.tsx'
import { OfflineSwitch } from '../offline/offline-switch.tsx'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words.tsx'
import { PictureSenders } from './picture-senders.tsx'
import { useChangeSettings, useSettings } from './use-settings.ts'

const languages = ['fr', 'en'] as const

export function DisplaySection() {
  const { compose, frame, ui, settings: words } = useWords()
  const { person } = useSession()
  const [theme, chooseTheme] = useTheme()
  const { density, readingPane, afterFiling, conversations } = useSettings()
  const change = useChangeSettings()
  return (
    <div className="form">
      <div className="settings-pair">
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
      </div>
      <Choice
        across
        label={words.density}
        options={(['comfortable', 'compact'] as const).map((value) => ({
          value,
          label: words.densities[value],
          hint: words.densityHints[value],
        }))}
        value={density}
        onChange={(next) => change({ density: next })}
      />
      <Choice
        across
        label={words.pane}
        options={(['right', 'none'] as const).map((value) => ({
          value,
          label: words.panes[value],
          hint: words.paneHints[value],
        }))}
        value={readingPane}
        onChange={(next) => change({ readingPane: next })}
      />
      <Select
        label={words.afterFiling}
        options={(['next', 'list'] as const).map((value) => ({ value, label: words.afterFilings[value] }))}
        value={afterFiling}
        onChange={(next) => change({ afterFiling: next })}
      />
      <Checkbox isSelected={conversations} onChange={(on) => change({ conversations: on })}>
        {words.conversations}
      </Checkbox>
      <PictureSenders />
      <NotificationChoice />
      <OfflineSwitch />
      <DialogActions>
        <Button onPress={() => void saveAndSignOut(person.id, compose.leaving)}>
          <LogOut aria-hidden />
          {frame.signOut}
        </Button>
      </DialogActions>
    </div>
  )
}
