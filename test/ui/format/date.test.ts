import { expect, test } from 'vitest'
import {
  formatDate,
  formatDay,
  formatFull,
  formatLongDay,
  formatMoment,
  formatMonth,
  formatSince,
  formatTime,
} from '#ui/format/date.ts'
import { en } from '#ui/words/en.ts'
import { fr } from '#ui/words/fr.ts'

// A Tuesday, 15:30 in Paris.
const now = new Date('2026-11-24T14:30:00Z')

test('today → the time alone, on the clock of Paris', () => {
  expect(formatMoment('2026-11-24T13:12:00Z', now, fr)).toBe('14\u00a0h\u00a012')
  expect(formatMoment('2026-11-24T13:12:00Z', now, en)).toBe('14:12')
})

test('late yesterday evening, less than a day ago → hier', () => {
  expect(formatMoment('2026-11-23T22:30:00Z', now, fr)).toBe('hier 23\u00a0h\u00a030')
})

test('half past midnight in Paris, still yesterday in UTC → today', () => {
  expect(formatMoment('2026-11-23T23:30:00Z', now, fr)).toBe('00\u00a0h\u00a030')
})

test('this year → weekday and day; another year → the whole date', () => {
  expect(formatMoment('2026-11-20T08:00:00Z', now, fr)).toBe('ven. 20 nov.')
  expect(formatDay('2025-03-03T08:00:00Z', now, fr)).toBe('3 mars 2025')
})

test('never → jamais', () => {
  expect(formatMoment(null, now, fr)).toBe('jamais')
})

test('summer time → two hours from UTC', () => {
  expect(formatTime('2026-07-14T12:05:00Z', fr)).toBe('14\u00a0h\u00a005')
})

test('in full → day, month, year and time', () => {
  expect(formatFull('2026-11-24T13:12:00Z', fr)).toBe('24 novembre 2026 à 14\u00a0h\u00a012')
})

test('the first of a month → 1er in French, and every other day as it is counted', () => {
  expect(formatDate('2026-12-01T08:00:00Z', fr)).toBe('1er décembre 2026')
  expect(formatFull('2026-12-01T08:00:00Z', fr)).toBe('1er décembre 2026 à 09\u00a0h\u00a000')
  expect(formatDay('2026-12-01T08:00:00Z', now, fr)).toBe('mar. 1er déc.')
  expect(formatDate('2026-12-11T08:00:00Z', fr)).toBe('11 décembre 2026')
  expect(formatDate('2026-12-01T08:00:00Z', en)).toBe('1 December 2026')
})

test('how long → minutes, hours, days', () => {
  expect(formatSince('2026-11-24T14:16:00Z', now, fr)).toBe('14 min')
  expect(formatSince('2026-11-24T12:16:00Z', now, fr)).toBe('2 h 14')
  expect(formatSince('2026-11-24T00:30:00Z', now, fr)).toBe('14 h')
  expect(formatSince('2026-11-23T14:30:00Z', now, fr)).toBe('1 jour')
  expect(formatSince('2026-11-15T14:30:00Z', now, fr)).toBe('9 jours')
})

const everyDay = Array.from({ length: 366 }, (_, at) => new Date(Date.UTC(2028, 0, 1 + at, 12)))

test.each([
  ['fr', fr],
  ['en-GB', en],
] as const)('every day of a year → its names are those of %s', (locale, words) => {
  const named = (at: Date, options: Intl.DateTimeFormatOptions) =>
    at.toLocaleDateString(locale, { timeZone: 'UTC', ...options })
  const same = (shown: string, expected: string) =>
    expect(shown.toLowerCase().replace('1er ', '1 ')).toBe(expected.toLowerCase().replace(',', ''))
  for (const at of everyDay) {
    const instant = at.toISOString()
    same(formatDay(instant, at, words), named(at, { weekday: 'short', day: 'numeric', month: 'short' }))
    same(formatLongDay(instant, words), named(at, { weekday: 'long', day: 'numeric', month: 'long' }))
    same(formatDate(instant, words), named(at, { dateStyle: 'long' }))
    same(formatMonth(2028, at.getUTCMonth() + 1, words), named(at, { month: 'long', year: 'numeric' }))
  }
})

test('a date that is none → told, not shown', () => {
  expect(() => formatDate('soon', fr)).toThrow(RangeError)
})
