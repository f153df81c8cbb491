// The day and the hour at which a message leaves, or returns, chosen by hand.

import { useState } from 'react'
import { Button } from '#ui/control/button.tsx'
import { TextField } from '#ui/control/text-field.tsx'
import { inFrance } from '#ui/format/france.ts'
import { Dialog } from '#ui/overlay/dialog.tsx'
import { DialogActions } from '#ui/overlay/dialog-actions.tsx'
import { useWords } from '../../words/words.tsx'
import { instantOf, tomorrowMorning } from './schedule.ts'

export interface ScheduleDialogProps {
  /** What is chosen at first; left out: tomorrow morning. */
  readonly at?: string | undefined
  /** What it is for, and the verb; left out: to leave. */
  readonly words?: { readonly title: string; readonly plan: string }
  readonly onChoose: (at: string) => void
  readonly onClose: () => void
}

export function ScheduleDialog({ at, words, onChoose, onClose }: ScheduleDialogProps) {
  const { compose, ui } = useWords()
  const { later } = compose
  const { title, plan: verb } = words ?? later
  const [begins] = useState(() => inFrance(new Date(at ?? tomorrowMorning(new Date()))))
  const [day, setDay] = useState(begins.day)
  const [time, setTime] = useState(begins.time)
  const [wrong, setWrong] = useState(false)
  const plan = (): void => {
    const chosen = instantOf(day, time)
    const past = chosen === null || Date.parse(chosen) <= Date.now()
    setWrong(past)
    if (past) return
    onChoose(chosen)
    onClose()
  }
  const change = (set: (text: string) => void) => (text: string) => {
    set(text)
    setWrong(false)
  }
  return (
    <Dialog title={title} isOpen onClose={onClose}>
      <form
        className="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          plan()
        }}
      >
        <TextField
          label={later.day}
          type="date"
          value={day}
          onChange={change(setDay)}
          error={wrong ? later.past : null}
          autoFocus
        />
        <TextField label={later.time} type="time" value={time} onChange={change(setTime)} hint={later.zone} />
        <DialogActions>
          <Button onPress={onClose}>{ui.cancel}</Button>
          <Button look="primary" type="submit">
            {verb}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
