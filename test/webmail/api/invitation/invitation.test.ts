import { expect, test } from 'vitest'
import { cpuMilliseconds } from '#test/support/stack/cpu-time.ts'
import { type Invitation, readInvitation } from '#webmail/api/invitation/invitation.ts'
import { changes } from '#webmail/api/invitation/invitation-updates.ts'
import { type CalendarGiven, calendarOf } from './calendars.ts'

const read = (given: CalendarGiven = {}): Invitation => {
  const invitation = readInvitation(calendarOf(given))
  if (invitation === null) throw new Error('no invitation')
  return invitation
}
const instant = (at: string) => ({ kind: 'instant', at: new Date(at) })

test('an invitation → what, when, where and who, a duration told as its end', () => {
  expect(read()).toEqual({
    ...{ method: 'request', uid: 'conseil@prefecture.test', sequence: 0, recurrence: null, repeats: null },
    stamp: new Date('2026-11-01T08:00:00Z'),
    ...{ summary: 'Conseil communautaire', place: 'Salle du conseil, Saulieu' },
    ...{ start: instant('2026-11-30T08:00:00Z'), end: instant('2026-11-30T09:30:00Z') },
    organiser: { name: 'Marie Durand', address: 'marie@prefecture.test' },
    attendees: [{ name: 'Mairie', address: 'mairie@mairie-saulieu.test', attendance: 'needs-action' }],
  })
})

const zoneOf = (name: string, standard: string, daylight: string) => [
  ...['BEGIN:VTIMEZONE', `TZID:${name}`],
  ...['BEGIN:STANDARD', 'DTSTART:16010101T030000', `TZOFFSETFROM:${daylight}`, `TZOFFSETTO:${standard}`],
  ...['RRULE:FREQ=SECONDLY', 'END:STANDARD'],
  ...['BEGIN:DAYLIGHT', 'DTSTART:16010101T020000', `TZOFFSETFROM:${standard}`, `TZOFFSETTO:${daylight}`],
  ...['END:DAYLIGHT', 'END:VTIMEZONE'],
]

test.each<readonly [string, CalendarGiven, object]>([
  ['UTC', { start: 'DTSTART:20261130T090000Z' }, instant('2026-11-30T09:00:00Z')],
  ['summer time', { start: 'DTSTART;TZID=Europe/Paris:20260715T090000' }, instant('2026-07-15T07:00:00Z')],
  [
    'the hour before summer time ends',
    { start: 'DTSTART;TZID=Europe/Paris:20261025T013000' },
    instant('2026-10-24T23:30:00Z'),
  ],
  [
    'a zone as Outlook calls it',
    { start: 'DTSTART;TZID="Romance Standard Time":20261130T090000' },
    instant('2026-11-30T08:00:00Z'),
  ],
  [
    'a zone behind the name of a program',
    { start: 'DTSTART;TZID=/mozilla.org/20050126_1/Europe/Paris:20261130T090000' },
    instant('2026-11-30T08:00:00Z'),
  ],
  [
    'a zone of its own that repeats each second → by its offsets',
    { start: 'DTSTART;TZID=Ici:20260715T090000', zone: zoneOf('Ici', '+0100', '+0200') },
    instant('2026-07-15T07:00:00Z'),
  ],
  [
    'a zone that nobody knows → the time on the wall',
    { start: 'DTSTART;TZID=Nulle/Part:20261130T090000' },
    { kind: 'wall', at: '2026-11-30T09:00:00' },
  ],
  ['no zone', { start: 'DTSTART:20261130T090000' }, { kind: 'wall', at: '2026-11-30T09:00:00' }],
  ['a day', { start: 'DTSTART;VALUE=DATE:20261130' }, { kind: 'day', day: '2026-11-30' }],
])('%s → when it is', (_, given, start) => {
  expect(read(given).start).toEqual(start)
})

test.each<readonly [string, CalendarGiven, object | null]>([
  [
    'each Monday, four times',
    { more: ['RRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=4'] },
    { every: 'weekly', times: 4 },
  ],
  [
    'every second month until a day',
    { more: ['RRULE:FREQ=MONTHLY;INTERVAL=2;UNTIL=20271231'] },
    { every: 'monthly', interval: 2, until: { kind: 'day', day: '2027-12-31' } },
  ],
  ['each second, for ever', { more: ['RRULE:FREQ=SECONDLY'] }, { every: 'other' }],
])('%s → said, never worked out', (_, given, repeats) => {
  expect(read(given).repeats).toMatchObject(repeats ?? {})
})

test.each<readonly [string, string]>([
  ['nothing', ''],
  ['no calendar', 'Bonjour'],
  ['a calendar that is published', calendarOf({ method: 'PUBLISH' })],
  ['one without an event', 'BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n'],
  ['one that never ends', 'BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:a'],
  ['a line that is none', calendarOf({ more: ['this is no line'] })],
  ['a rule that is none', calendarOf({ more: ['RRULE:FREQ=NEVER;COUNT=x'] })],
  ['larger than any', calendarOf({ more: Array.from({ length: 9_000 }, () => `X-A:${'a'.repeat(70)}`) })],
  ['a line longer than any', calendarOf({ summary: 'a'.repeat(70_000) })],
  ['calendars in calendars', 'BEGIN:VCALENDAR\r\n'.repeat(5_000)],
  ['a name with a line end in it', calendarOf({ uid: 'a\\nX-EVIL: b' })],
])('%s → no invitation', (_, text) => {
  expect(readInvitation(text)).toBeNull()
})

test('markup, line ends and signs that turn the writing → one plain line', () => {
  expect(read({ summary: '<img src=x onerror=canary()>\\nBcc: a@b.test\\n\u202eexe' }).summary).toBe(
    '<img src=x onerror=canary()> Bcc: a@b.test exe',
  )
})

test('a line folded in the middle of a letter of two octets → read whole', () => {
  expect(read({ summary: 'Réunion de la commune\r\n  de Saulieu' }).summary).toBe(
    'Réunion de la commune de Saulieu',
  )
})

test.each<readonly [string, CalendarGiven, CalendarGiven, boolean]>([
  ['a higher sequence', { sequence: 2 }, { sequence: 1 }, true],
  ['a lower one', { sequence: 1 }, { sequence: 2 }, false],
  ['made later', { stamp: '20261102T080000Z' }, {}, true],
  ['the same', {}, {}, false],
  ['cancelled', { method: 'CANCEL' }, {}, true],
  ['cancelled before it was made anew', { method: 'CANCEL' }, { sequence: 1 }, false],
  ['of another event', { uid: 'other', sequence: 3 }, {}, false],
  ['of another time of the series', { sequence: 3, more: ['RECURRENCE-ID:20261201T080000Z'] }, {}, false],
  ['an answer to it', { method: 'REPLY', sequence: 3 }, {}, false],
])('%s → changes it: %#', (_, later, one, expected) => {
  expect(changes(read(later), read(one))).toBe(expected)
})

test('a line of so many parameters that its reader would never end → no invitation, and at once', async () => {
  const hostile = `X${';a=ĺ'.repeat(15_999)}:v`
  const folded = hostile.replaceAll(/.{70}/g, '$&\r\n ')
  const took = await cpuMilliseconds(() => {
    for (const more of [[hostile], [folded], Array(180).fill(hostile.slice(-2_800))])
      expect(readInvitation(calendarOf({ more }))).toBeNull()
  })
  expect(took).toBeLessThan(1_000)
})

test('a long description with semicolons, as Outlook writes it → an invitation as any other', () => {
  const sentence = `${'À l’ordre du jour'.padEnd(332, '.')}\\;`
  const description = `DESCRIPTION;LANGUAGE=fr-FR:${sentence.repeat(59)}`.padEnd(20_000, '.')
  expect(readInvitation(calendarOf({ more: [description] }))).toMatchObject({
    uid: 'conseil@prefecture.test',
  })
})
