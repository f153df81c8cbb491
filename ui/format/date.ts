// Moments as people say them: « 14 h 12 », « hier 17 h 20 », « lun. 3 mars », « 3 mars 2025 ». Always the time of
// metropolitan France where a time is shown: the panel of one département has one clock.

import type { UiWords } from '../words/fr.ts'

const zone = 'Europe/Paris'

/** Made once each: to make one costs a hundred times what it costs to use it, and a list uses several for each row. */
const calendar = new Intl.DateTimeFormat('en-CA', { timeZone: zone })
const clock = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' })
const shapes = {
  near: { weekday: 'short', day: 'numeric', month: 'short' },
  far: { day: 'numeric', month: 'long', year: 'numeric' },
  longDay: { weekday: 'long', day: 'numeric', month: 'long' },
  date: { dateStyle: 'long' },
  month: { month: 'long', year: 'numeric' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>
const made = new Map<string, Intl.DateTimeFormat>()

function formatter(shape: keyof typeof shapes, { language }: UiWords): Intl.DateTimeFormat {
  const name = `${language} ${shape}`
  const known = made.get(name)
  if (known !== undefined) return known
  const locale = language === 'fr' ? 'fr' : 'en-GB'
  const next = new Intl.DateTimeFormat(locale, { timeZone: zone, ...shapes[shape] })
  made.set(name, next)
  return next
}

/** French counts the first of a month: « 1er décembre ». */
export const withFirst = (date: string, { language }: UiWords): string =>
  language === 'fr' ? date.replace(/(?<!\d)1(?= \p{L})/u, '1er') : date

const written = (shape: keyof typeof shapes, at: Date, words: UiWords): string =>
  withFirst(formatter(shape, words).format(at), words)

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
  const [hours = '', minutes = ''] = clock.format(new Date(instant)).split(':')
  return words.date.time(hours, minutes)
}

/** « lun. 3 mars » within half a year, « 3 mars 2025 » before and after. */
export function formatDay(instant: string, now: Date, words: UiWords): string {
  const at = new Date(instant)
  const near = Math.abs(daysBetween(at, now)) < 183
  return written(near ? 'near' : 'far', at, words)
}

/** « Lundi 23 novembre », with the capital that a heading has. */
export function formatLongDay(instant: string, words: UiWords): string {
  const day = written('longDay', new Date(instant), words)
  return day.charAt(0).toUpperCase() + day.slice(1)
}

/** « Octobre 2026 », of a heading; `month` from 1. */
export function formatMonth(year: number, month: number, words: UiWords): string {
  const name = written('month', new Date(Date.UTC(year, month - 1, 15)), words)
  return name.charAt(0).toUpperCase() + name.slice(1)
}

/** « 24 novembre 2026 ». */
export const formatDate = (instant: string, words: UiWords): string =>
  written('date', new Date(instant), words)

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
export const dayNumber = (moment: Date): number => Date.parse(`${calendar.format(moment)}T00:00:00Z`)
