// « Mettre en attente » behind one button, in a bar.

import { Clock } from 'lucide-react'
import { BareIconButton } from '#ui/control/button.tsx'
import { Menu } from '#ui/overlay/menu.tsx'
import { useWords } from '../words/words.tsx'
import { type SnoozeChoice, useSnoozeActions } from './use-snooze-actions.tsx'

export function SnoozeMenu(props: SnoozeChoice) {
  const { snooze } = useWords()
  const { actions, dialog } = useSnoozeActions(props)
  return (
    <>
      <Menu label={snooze.action} actions={actions}>
        {(opens) => (
          <BareIconButton label={snooze.action} data-snooze {...opens}>
            <Clock aria-hidden />
          </BareIconButton>
        )}
      </Menu>
      {dialog}
    </>
  )
}
