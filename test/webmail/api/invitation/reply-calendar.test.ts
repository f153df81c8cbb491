import { expect, test } from 'vitest'
import { readInvitation } from '#webmail/api/invitation/invitation.ts'
import { replyCalendar } from '#webmail/api/invitation/reply-calendar.ts'
import { type CalendarGiven, calendarOf } from './calendars.ts'

function replyTo(given: CalendarGiven = {}, name = 'Mairie de Saulieu'): string {
  const invitation = readInvitation(calendarOf(given))
  const [attendee] = invitation?.attendees ?? []
  if (!invitation?.organiser || attendee === undefined) throw new Error('no invitation')
  return replyCalendar({
    ...{ invitation, organiser: invitation.organiser, attendee: { ...attendee, name } },
    ...{ answer: 'accepted', now: new Date('2026-11-02T10:00:00Z') },
  })
}
const unfolded = (text: string) => text.replaceAll(/\r\n /g, '').split('\r\n')

test('accepted → an answer to this version, in UTC, by whom was invited alone', () => {
  expect(unfolded(replyTo({ sequence: 3 }))).toEqual([
    ...['BEGIN:VCALENDAR', 'PRODID:-//Vaguemestre//FR', 'VERSION:2.0', 'METHOD:REPLY', 'BEGIN:VEVENT'],
    ...['UID:conseil@prefecture.test', 'SEQUENCE:3', 'DTSTAMP:20261102T100000Z'],
    'ORGANIZER;CN=Marie Durand:mailto:marie@prefecture.test',
    'ATTENDEE;CN=Mairie de Saulieu;PARTSTAT=ACCEPTED:mailto:mairie@mairie-saulieu.test',
    ...['DTSTART:20261130T080000Z', 'DTEND:20261130T093000Z', 'SUMMARY:Conseil communautaire'],
    ...['END:VEVENT', 'END:VCALENDAR', ''],
  ])
})

test('one time of a series → named as it is; the series → by its uid alone', () => {
  expect(replyTo({ more: ['RECURRENCE-ID;TZID=Europe/Paris:20261130T090000'] })).toContain(
    'RECURRENCE-ID:20261130T080000Z',
  )
  expect(replyTo({ more: ['RRULE:FREQ=WEEKLY'] })).not.toContain('DTSTART')
})

test('a subject or a name that would begin another line → stays in its own', () => {
  const reply = replyTo({ summary: 'a\\nATTENDEE:mailto:x@y.test\\;b' }, 'a"\r\nX-EVIL:1;PARTSTAT=DECLINED')
  expect(unfolded(reply).filter((line) => /^(?:ATTENDEE|X-EVIL)/.test(line))).toEqual([
    'ATTENDEE;CN="a X-EVIL:1;PARTSTAT=DECLINED";PARTSTAT=ACCEPTED:mailto:mairie@mairie-saulieu.test',
  ])
  expect(unfolded(reply)).toContain('SUMMARY:a ATTENDEE:mailto:x@y.test\\;b')
})

test('every line → at most 75 octets (RFC 5545 §3.1)', () => {
  const lines = replyTo({ summary: 'é'.repeat(200) }).split('\r\n')
  expect(Math.max(...lines.map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75)
})
