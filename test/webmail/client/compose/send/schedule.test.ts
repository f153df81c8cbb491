import { expect, test } from 'vitest'
import { instantOf, mondayMorning, tomorrowMorning } from '#webmail/client/compose/send/schedule.ts'

test.each([
  ['2026-11-30', '08:00', '2026-11-30T07:00:00.000Z'],
  ['2026-07-14', '08:00', '2026-07-14T06:00:00.000Z'],
  // Twice on the night that the winter begins: the first is meant.
  ['2026-10-25', '02:30', '2026-10-25T00:30:00.000Z'],
  // Never on the night that the summer begins.
  ['2026-03-29', '02:30', '2026-03-29T01:30:00.000Z'],
])('%s at %s in France → %s', (day, time, instant) => {
  expect(instantOf(day, time)).toBe(instant)
})

test.each([
  ['2026-13-01', '08:00'],
  ['', '08:00'],
  ['2026-11-30', ''],
  ['2026-11-30', '25:00'],
])('%j at %j → no moment', (day, time) => {
  expect(instantOf(day, time)).toBeNull()
})

test.each([
  // A Sunday, late: tomorrow is Monday.
  ['2026-11-29T21:00:00Z', '2026-11-30T07:00:00.000Z', '2026-11-30T07:00:00.000Z'],
  // A Monday, early: the next one.
  ['2026-11-30T05:00:00Z', '2026-12-01T07:00:00.000Z', '2026-12-07T07:00:00.000Z'],
  // The day before the clocks change.
  ['2026-03-28T12:00:00Z', '2026-03-29T06:00:00.000Z', '2026-03-30T06:00:00.000Z'],
])('%s → tomorrow %s, Monday %s', (now, tomorrow, monday) => {
  expect([tomorrowMorning(new Date(now)), mondayMorning(new Date(now))]).toEqual([tomorrow, monday])
})
