// Moments as people say them: « 14 h 12 », « hier 17 h 20 », « lun. 3 mars », « 3 mars 2025 ». Always the time of
// metropolitan France where a time is shown: the panel of one département has one clock.

import type { UiWords } from '../words/fr.ts'
import { inFrance } from './france.ts'

/** French counts the first of a month: « 1er décembre ». */
export const withFirst = (date: string, { language }: UiWords): string =>
  language === 'fr' ? date.replace(/(?<!\d)1(?= \p{L})/u, '1er') : date

interface Named {
  readonly weekday: string
  readonly day: string
  readonly month: string
}

type Length = 'short' | 'long'

/** What `toText` makes of weekday, day and month of France. */
function written(at: Date, words: UiWords, length: Length, toText: (named: Named) => string): string {
  const date = new Date(dayNumber(at))
  const { weekdays, months } = words.date.names[length]
  return withFirst(
    toText({
      weekday: weekdays[date.getUTCDay()] ?? '',
      day: String(date.getUTCDate()),
      month: months[date.getUTCMonth()] ?? '',
    }),
    words,
  )
}

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
  const [hours = '', minutes = ''] = inFrance(new Date(instant)).time.split(':')
  return words.date.time(hours, minutes)
}

/** « lun. 3 mars » within half a year, « 3 mars 2025 » before and after. */
export function formatDay(instant: string, now: Date, words: UiWords): string {
  const at = new Date(instant)
  return Math.abs(daysBetween(at, now)) < 183
    ? written(at, words, 'short', ({ weekday, day, month }) => `${weekday} ${day} ${month}`)
    : formatDate(instant, words)
}

/** « Lundi 23 novembre », with the capital that a heading has. */
export function formatLongDay(instant: string, words: UiWords): string {
  return capital(
    written(new Date(instant), words, 'long', ({ weekday, day, month }) => `${weekday} ${day} ${month}`),
  )
}

/** « Octobre 2026 », of a heading; `month` from 1. */
export function formatMonth(year: number, month: number, words: UiWords): string {
  return capital(`${words.date.names.long.months[month - 1] ?? ''} ${year}`)
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** « 24 novembre 2026 ». */
export function formatDate(instant: string, words: UiWords): string {
  const at = new Date(instant)
  const year = inFrance(at).day.slice(0, 4)
  return written(at, words, 'long', ({ day, month }) => `${day} ${month} ${year}`)
}

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
export const daysBetween = (at: Date, now: Date): number =>
  Math.round((dayNumber(now) - dayNumber(at)) / 86_400_000)

/** Midnight of that day of France, as milliseconds of a calendar without zones. */
export const dayNumber = (moment: Date): number => Date.parse(`${inFrance(moment).day}T00:00:00Z`)
