// Moments as people say them: « 14 h 12 », « hier 17 h 20 », « lun. 3 mars », « 3 mars 2025 ». Always the time of
// metropolitan France where a time is shown: the panel of one département has one clock.

import type { UiWords } from '../words/fr.ts'

const zone = 'Europe/Paris'

/** Today: the time; yesterday: « hier » and the time; this year: weekday and day; else day, month, year. */
export function formatMoment(instant: string | null, now: Date, words: UiWords): string {
  if (instant === null) return words.date.never
  const at = new Date(instant)
  const days = daysBetween(at, now)
  if (days === 0) return formatTime(instant, words)
  if (days === 1) return words.date.yesterdayAt(formatTime(instant, words))
  return formatDay(instant, now, words)
}

/** « 14 h 12 », 24 hours in both languages. */
export function formatTime(instant: string, words: UiWords): string {
  const [hours = '', minutes = ''] = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
  })
    .format(new Date(instant))
    .split(':')
  return words.date.time(hours, minutes)
}

/** « lun. 3 mars » within half a year, « 3 mars 2025 » before and after. */
export function formatDay(instant: string, now: Date, words: UiWords): string {
  const at = new Date(instant)
  const near = Math.abs(daysBetween(at, now)) < 183
  return new Intl.DateTimeFormat(words.language === 'fr' ? 'fr' : 'en-GB', {
    timeZone: zone,
    ...(near
      ? { weekday: 'short', day: 'numeric', month: 'short' }
      : { day: 'numeric', month: 'long', year: 'numeric' }),
  }).format(at)
}

/** « Lundi 23 novembre », with the capital that a heading has. */
export function formatLongDay(instant: string, words: UiWords): string {
  const day = new Intl.DateTimeFormat(words.language === 'fr' ? 'fr' : 'en-GB', {
    timeZone: zone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
  }).format(new Date(instant))
  return day.charAt(0).toUpperCase() + day.slice(1)
}

/** « 24 novembre 2026 ». */
export const formatDate = (instant: string, words: UiWords): string =>
  new Intl.DateTimeFormat(words.language === 'fr' ? 'fr' : 'en-GB', {
    timeZone: zone,
    dateStyle: 'long',
  }).format(new Date(instant))

/** « 24 novembre 2026 à 14 h 12 »: where nothing may be left to guess, as in a log. */
export function formatFull(instant: string, words: UiWords): string {
  return words.date.at(formatDate(instant, words), formatTime(instant, words))
}

/** How long something lasts: « 14 min », « 2 h 14 », « 9 jours ». */
export function formatSince(instant: string, now: Date, words: UiWords): string {
  const minutes = Math.max(0, Math.floor((now.getTime() - new Date(instant).getTime()) / 60_000))
  if (minutes < 60) return words.date.minutes(minutes)
  if (minutes < 24 * 60) return words.date.hours(Math.floor(minutes / 60), minutes % 60)
  return words.date.days(Math.floor(minutes / (24 * 60)))
}

/** Calendar days of France from `at` to `now`; negative for what is to come. */
function daysBetween(at: Date, now: Date): number {
  return Math.round((dayNumber(now) - dayNumber(at)) / 86_400_000)
}

function dayNumber(moment: Date): number {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(moment)
  return Date.parse(`${parts}T00:00:00Z`)
}
