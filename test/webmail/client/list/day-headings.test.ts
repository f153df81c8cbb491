import { expect, test } from 'vitest'
import { dayGroup, dayGroupName } from '#webmail/client/list/day-headings.ts'
import { words as en } from '#webmail/client/words/en.ts'
import { words as fr } from '#webmail/client/words/fr.ts'

/** A Tuesday; two in the afternoon in France. */
const now = new Date('2026-11-24T13:12:00Z')

test.each([
  ['2026-11-24T13:00:00Z', 'today'],
  ['2026-11-23T23:30:00Z', 'today'],
  ['2026-11-23T22:30:00Z', 'yesterday'],
  ['2026-11-22T12:00:00Z', 'lastWeek'],
  ['2026-11-16T12:00:00Z', 'lastWeek'],
  ['2026-11-15T12:00:00Z', '2026-11'],
  ['2025-02-01T12:00:00Z', '2025-2'],
  ['2026-11-25T12:00:00Z', 'today'],
] as const)('%s, seen on Tuesday 24 November → %s', (at, group) => {
  expect(dayGroup(at, now)).toBe(group)
})

test('two days ago, seen on a Thursday → this week', () => {
  expect(dayGroup('2026-11-24T12:00:00Z', new Date('2026-11-26T12:00:00Z'))).toBe('thisWeek')
})

test('headings → words of the language', () => {
  expect(dayGroupName('yesterday', fr)).toBe('Hier')
  expect(dayGroupName('2026-10', fr)).toBe('Octobre 2026')
  expect(dayGroupName('2026-10', en)).toBe('October 2026')
})
