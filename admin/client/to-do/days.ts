// The thirty days of the figures, today last.

import type { AdminAnswer } from '../../contract/all.ts'

type Day = AdminAnswer<'GET /figures'>['days'][number]

/** Today is not over: the last whole day is the one before. */
export const yesterdayOf = (days: readonly Day[]): Day | null => days.at(-2) ?? null

export const stoppedOf = ({ refused, junk, held }: Day): number => refused + junk + held

/** « Mardi 24 novembre 2026 ». */
export function longDay(instant: string, language: 'fr' | 'en'): string {
  const day = new Intl.DateTimeFormat(language === 'fr' ? 'fr' : 'en-GB', {
    timeZone: 'Europe/Paris',
    dateStyle: 'full',
  }).format(new Date(instant))
  return day.charAt(0).toLocaleUpperCase() + day.slice(1)
}

/** « 4 décembre 2026 », which a full stop may follow. */
export const plainDay = (instant: string, language: 'fr' | 'en'): string =>
  new Intl.DateTimeFormat(language === 'fr' ? 'fr' : 'en-GB', {
    timeZone: 'Europe/Paris',
    dateStyle: 'long',
  }).format(new Date(instant))
