// The calendar of an answer (RFC 5546 §3.2.3): who answers what, to which version. ical.js escapes and folds every value. Pure.

import ICAL from 'ical.js'
import { singleLine } from '#core/message/single-line.ts'
import type { Answer } from './answer-keyword.ts'
import type { EventTime } from './event-time.ts'
import type { Invitation, Participant } from './invitation.ts'

export interface Reply {
  readonly invitation: Invitation
  readonly organiser: Participant
  /** Who was invited, as the organiser wrote them. */
  readonly attendee: Participant
  readonly answer: Answer
  readonly now: Date
}

type Property = [name: string, parameters: Record<string, string>, kind: string, value: string | number]

export function replyCalendar({ invitation, organiser, attendee, answer, now }: Reply): string {
  const { uid, sequence, recurrence, start, end, repeats, summary } = invitation
  // A whole series is named by its uid: its first time says nothing more.
  const isSeries = repeats !== null
  const properties: Property[] = [
    ['uid', {}, 'text', uid],
    ['sequence', {}, 'integer', sequence],
    ['dtstamp', {}, 'date-time', utc(now)],
    ['organizer', named(organiser), 'cal-address', `mailto:${organiser.address}`],
    [
      'attendee',
      { ...named(attendee), partstat: answer.toUpperCase() },
      'cal-address',
      `mailto:${attendee.address}`,
    ],
    ...timed('recurrence-id', recurrence),
    ...(isSeries ? [] : [...timed('dtstart', start), ...timed('dtend', end)]),
    ...(summary === '' ? [] : [['summary', {}, 'text', summary] satisfies Property]),
  ]
  const calendar: Property[] = [
    ['prodid', {}, 'text', '-//Vaguemestre//FR'],
    ['version', {}, 'text', '2.0'],
    ['method', {}, 'text', 'REPLY'],
  ]
  return ICAL.stringify(['vcalendar', calendar, [['vevent', properties, []]]])
}

/** A quote would end the value of the parameter (RFC 5545 §3.2). */
function named({ name }: Participant): Record<string, string> {
  const cn = singleLine(name.replaceAll('"', ''), 100)
  return cn === '' ? {} : { cn }
}

const utc = (at: Date): string => `${at.toISOString().slice(0, 19)}Z`

function timed(name: string, time: EventTime | null): readonly Property[] {
  switch (time?.kind) {
    case undefined:
      return []
    case 'day':
      return [[name, {}, 'date', time.day]]
    case 'instant':
      return [[name, {}, 'date-time', utc(time.at)]]
    case 'wall':
      return [[name, {}, 'date-time', time.at]]
  }
}
