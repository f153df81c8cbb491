import { expect, test } from 'vitest'
import { maySnooze } from '#webmail/client/snooze/may-snooze.ts'
import { returnMoment } from '#webmail/client/snooze/return-moment.ts'
import { nextWeek, thisEvening } from '#webmail/client/snooze/snooze-times.ts'
import { words as fr } from '#webmail/client/words/fr.ts'

test.each([
  ['2026-11-27T16:59:00Z', '2026-11-27T17:00:00.000Z'],
  ['2026-07-14T08:00:00Z', '2026-07-14T16:00:00.000Z'],
  // Over.
  ['2026-11-27T17:00:00Z', null],
  ['2026-11-27T22:30:00Z', null],
  // A new day in France.
  ['2026-11-27T23:30:00Z', '2026-11-28T17:00:00.000Z'],
])('%s → this evening %s', (now, evening) => {
  expect(thisEvening(new Date(now))).toBe(evening)
})

test.each([
  ['Friday', '2026-11-27T10:00:00Z', '2026-12-04T07:00:00.000Z'],
  ['Saturday', '2026-11-28T10:00:00Z', '2026-12-07T07:00:00.000Z'],
  ['Sunday', '2026-11-29T10:00:00Z', '2026-12-07T07:00:00.000Z'],
  ['the week in which the summer begins', '2026-03-24T10:00:00Z', '2026-03-31T06:00:00.000Z'],
])('on a %s → next week is a day on which people work', (_, now, week) => {
  expect(nextWeek(new Date(now))).toBe(week)
})

const nbsp = '\u00a0'

test.each([
  ['2026-11-24T17:00:00.000Z', `aujourd’hui à 18${nbsp}h${nbsp}00`],
  ['2026-11-25T07:00:00.000Z', `demain à 08${nbsp}h${nbsp}00`],
  ['2026-11-30T07:00:00.000Z', `lun. 30 nov. à 08${nbsp}h${nbsp}00`],
])('%s, said on 24 November → %s', (at, said) => {
  expect(returnMoment(at, new Date('2026-11-24T13:12:00Z'), fr)).toBe(said)
})

test.each([
  ['INBOX', true],
  ['Archive', true],
  ['Snoozed', true],
  ['Conseil/Sent', true],
  ['Sent', false],
  ['Trash/Conseil', false],
])('out of %s → %s', (folder, may) => {
  expect(maySnooze(folder)).toBe(may)
})
