// Headings of the list: today, yesterday, this week and the last one, then months. Days and weeks of metropolitan France.

import type { UiWords } from '#ui/words/fr.ts'
import type { Words } from '../words/fr.ts'

const zone = 'Europe/Paris'
const dayMs = 86_400_000
const calendar = new Intl.DateTimeFormat('en-CA', { timeZone: zone })

const startOf = (moment: Date): number => Date.parse(`${calendar.format(moment)}T00:00:00Z`)

/** Calendar days from `instant` to `now`; negative for what is to come. */
export const daysSince = (instant: string, now: Date): number =>
  Math.round((startOf(now) - startOf(new Date(instant))) / dayMs)

export type DayGroup = 'today' | 'yesterday' | 'thisWeek' | 'lastWeek' | `${number}-${number}`

/** `2026-10` for what is older than the last week. */
export function dayGroup(instant: string, now: Date): DayGroup {
  const days = daysSince(instant, now)
  if (days <= 0) return 'today'
  if (days === 1) return 'yesterday'
  // Monday is the first.
  const weekday = (new Date(startOf(now)).getUTCDay() + 6) % 7
  if (days <= weekday) return 'thisWeek'
  if (days <= weekday + 7) return 'lastWeek'
  const [year = '', month = ''] = calendar.format(new Date(instant)).split('-')
  return `${Number(year)}-${Number(month)}`
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
  const name = new Intl.DateTimeFormat(words.ui.language === 'fr' ? 'fr' : 'en-GB', {
    timeZone: 'UTC',
    month: 'long',
    year: 'numeric',
  }).format(new Date(Date.UTC(year, month - 1, 1)))
  return name.charAt(0).toUpperCase() + name.slice(1)
}
