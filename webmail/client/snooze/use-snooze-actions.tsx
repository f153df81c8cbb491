// « Mettre en attente »: until when, or back at once where it was put off already. The same entries wherever the menu is.

import { CalendarClock, Clock, Inbox, Moon } from 'lucide-react'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { useFormat } from '#ui/format/use-format.ts'
import type { MenuAction } from '#ui/overlay/menu-action.ts'
import { inbox } from '../../place/place.ts'
import type { MessageAction } from '../boxes.ts'
import { mondayMorning, tomorrowMorning } from '../compose/send/schedule.ts'
import { useWords } from '../words/words.tsx'
import { nextWeek, thisEvening } from './snooze-times.ts'

const ScheduleDialog = lazy(async () => ({
  default: (await import('../compose/send/schedule-dialog.tsx')).ScheduleDialog,
}))

export interface SnoozeChoice {
  /** All of them were put off already. */
  readonly waits: boolean
  readonly onAct: (action: MessageAction) => void
}

export interface SnoozeActions {
  readonly actions: readonly MenuAction[]
  /** Stays when the menu is closed. */
  readonly dialog: ReactNode
}

/** What the menu holds now. */
export function useSnoozeActions({ waits, onAct }: SnoozeChoice): SnoozeActions {
  const { snooze, compose } = useWords()
  const format = useFormat()
  const [choosing, setChoosing] = useState(false)
  const now = new Date()
  const [evening, tomorrow, monday, week] = [
    thisEvening(now),
    tomorrowMorning(now),
    mondayMorning(now),
    nextWeek(now),
  ]
  const until = (id: string, label: string, at: string, icon = Clock): MenuAction => ({
    ...{ id, label, icon },
    run: () => onAct({ kind: 'snooze', until: at }),
  })
  const actions: readonly MenuAction[] = [
    ...(waits
      ? [{ id: 'back', label: snooze.takeBack, icon: Inbox, run: () => onAct({ kind: 'move', to: inbox }) }]
      : []),
    ...(evening === null ? [] : [until('evening', snooze.evening(format.time(evening)), evening, Moon)]),
    until('tomorrow', compose.later.tomorrow(format.time(tomorrow)), tomorrow),
    ...(monday === tomorrow || monday === week
      ? []
      : [until('monday', compose.later.monday(format.time(monday)), monday)]),
    until('week', snooze.nextWeek(format.day(week), format.time(week)), week),
    {
      ...{ id: 'choose', label: compose.later.choose, icon: CalendarClock },
      run: () => setChoosing(true),
    },
  ]
  const dialog = choosing && (
    <Suspense>
      <ScheduleDialog
        words={{ title: snooze.action, plan: snooze.action }}
        onChoose={(at) => onAct({ kind: 'snooze', until: at })}
        onClose={() => setChoosing(false)}
      />
    </Suspense>
  )
  return { actions, dialog }
}
