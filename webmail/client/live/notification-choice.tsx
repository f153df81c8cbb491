// The switch for notifications of the system: what they say is said before it is turned on.

import { Checkbox } from '#ui/control/checkbox.tsx'
import { useWords } from '../words/words.tsx'
import { useNotifications } from './notifications.ts'

export function NotificationChoice() {
  const { live } = useWords()
  const [state, turn] = useNotifications()
  if (state === 'none') return null
  return (
    <div className="field">
      <Checkbox
        isSelected={state === 'on'}
        isDisabled={state === 'blocked'}
        onChange={(on) => void turn(on)}
        aria-describedby="notifications-hint"
      >
        {live.notify}
      </Checkbox>
      <p className="field-hint" id="notifications-hint">
        {state === 'blocked' ? live.blocked : live.notifyHint}
      </p>
    </div>
  )
}
