// How messages leave: how long one can take them back, and whether one is asked about receipts.

import { Select } from '#ui/control/select.tsx'
import { useWords } from '../words/words.tsx'
import { useChangeSettings, useSettings } from './use-settings.ts'

const offered = [0, 5, 10, 15, 20, 25, 30]

export function WritingSection() {
  const { settings: words, receipts: receiptWords } = useWords()
  const { undoSeconds, receipts } = useSettings()
  const change = useChangeSettings()
  // A value that another program chose is offered as well.
  const seconds = [...new Set([...offered, undoSeconds])].sort((one, other) => one - other)
  return (
    <div className="form">
      <Select
        label={words.undo}
        hint={words.undoHint}
        options={seconds.map((each) => ({ value: String(each), label: words.undoSeconds(each) }))}
        value={String(undoSeconds)}
        onChange={(value) => change({ undoSeconds: Number(value) })}
      />
      <Select
        label={receiptWords.setting}
        hint={receiptWords.settingHint}
        options={(['ask', 'never'] as const).map((value) => ({
          value,
          label: receiptWords.choices[value],
        }))}
        value={receipts}
        onChange={(value) => change({ receipts: value })}
      />
    </div>
  )
}
