// The switch for keeping messages on this computer: for whom it is meant is said before it is turned on.

import { useQueryClient } from '@tanstack/react-query'
import { Checkbox } from '#ui/control/checkbox.tsx'
import { useLocalSetting } from '#ui/use-local-setting.ts'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words.tsx'
import { offlineChoice } from './offline-choice.ts'
import { enableOfflineCopy, mayKeepOffline, offlineAnswers, wipeOfflineCopy } from './offline-copy.ts'

export function OfflineSwitch() {
  const { offline } = useWords()
  const { person } = useSession()
  const client = useQueryClient()
  const [chosen] = useLocalSetting(offlineChoice)
  if (!mayKeepOffline()) return null
  const turn = async (on: boolean): Promise<void> => {
    if (!on) return await wipeOfflineCopy()
    await enableOfflineCopy(person.id)
    // What was read a minute ago is there as well.
    const answers = await offlineAnswers()
    for (const { queryKey, state } of client.getQueryCache().getAll())
      if (state.data !== undefined) await answers?.put(String(queryKey[0]), queryKey[1], state.data)
  }
  return (
    <div className="field">
      <Checkbox
        isSelected={chosen === person.id}
        onChange={(on) => void turn(on)}
        aria-describedby="keep-here-hint"
      >
        {offline.keepHere}
      </Checkbox>
      <p className="field-hint" id="keep-here-hint">
        {offline.keepHereHint}
      </p>
    </div>
  )
}
