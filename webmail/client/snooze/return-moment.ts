// When what was put off returns, as people say it: « demain à 8 h 00 », « lun. 7 déc. à 8 h 00 ».

import { formatDay, formatTime } from '#ui/format/date.ts'
import { daysSince } from '../list/day-headings.ts'
import type { Words } from '../words/fr.ts'

export function returnMoment(at: string, now: Date, { ui, snooze }: Pick<Words, 'ui' | 'snooze'>): string {
  const days = daysSince(at, now)
  const time = formatTime(at, ui)
  if (days === 0) return snooze.today(time)
  if (days === -1) return snooze.tomorrow(time)
  return ui.date.at(formatDay(at, now, ui), time)
}
