// Headings of the list: today, yesterday, this week and the last one, then months. Days and weeks of metropolitan France.

import { dayNumber, daysBetween, formatMonth } from '#ui/format/date.ts'
import type { UiWords } from '#ui/words/fr.ts'
import type { Words } from '../words/fr.ts'

/** Calendar days from `instant` to `now`; negative for what is to come. */
export const daysSince = (instant: string, now: Date): number => daysBetween(new Date(instant), now)

export type DayGroup = 'today' | 'yesterday' | 'thisWeek' | 'lastWeek' | `${number}-${number}`

/** `2026-10` for what is older than the last week. */
export function dayGroup(instant: string, now: Date): DayGroup {
  const days = daysSince(instant, now)
  if (days <= 0) return 'today'
  if (days === 1) return 'yesterday'
  // Monday is the first.
  const weekday = (new Date(dayNumber(now)).getUTCDay() + 6) % 7
  if (days <= weekday) return 'thisWeek'
  if (days <= weekday + 7) return 'lastWeek'
  const day = new Date(dayNumber(new Date(instant)))
  return `${day.getUTCFullYear()}-${day.getUTCMonth() + 1}`
}

/** « Hier », « Octobre 2026 ». */
export function dayGroupName(
  group: DayGroup,
  words: { readonly ui: UiWords; readonly list: Words['list'] },
): string {
  const { days } = words.list
  if (group === 'today' || group === 'yesterday' || group === 'thisWeek' || group === 'lastWeek')
    return days[group]
  const [year = 0, month = 1] = group.split('-').map(Number)
  return formatMonth(year, month, words.ui)
}
