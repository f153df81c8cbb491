// An invitation, its cancellation or an answer to one (iTIP, RFC 5546), from the calendar that came with a message. Texts of
// strangers become one line each; what cannot be understood is left out, and a calendar without an event is no invitation. Pure.

import { type EmailAddress, parseEmailAddress } from '#core/address/email-address.ts'
import { singleLine } from '#core/message/single-line.ts'
import {
  type CalendarPart,
  type CalendarProperty,
  parameterOf,
  propertyNamed,
  readCalendar,
  textOf,
} from './calendar-object.ts'
import { type EventTime, later, timeOf, zonesIn } from './event-time.ts'
import { type Recurrence, recurrenceOf } from './recurrence.ts'

/** RFC 5546 §1.4: what is shown as a card; whatever else a calendar asks is a file. */
export type InvitationMethod = 'request' | 'cancel' | 'reply'

/** RFC 5545 §3.2.12. */
export type Attendance = 'accepted' | 'tentative' | 'declined' | 'needs-action' | 'delegated'

export interface Participant {
  readonly name: string
  readonly address: EmailAddress
}

export interface Attendee extends Participant {
  readonly attendance: Attendance
}

export interface Invitation {
  readonly method: InvitationMethod
  readonly uid: string
  readonly sequence: number
  /** When this version was made; null where it does not say. */
  readonly stamp: Date | null
  /** One of the times of an event that repeats. */
  readonly recurrence: EventTime | null
  readonly summary: string
  readonly place: string
  readonly start: EventTime | null
  readonly end: EventTime | null
  readonly repeats: Recurrence | null
  readonly organiser: Participant | null
  readonly attendees: readonly Attendee[]
}

const longestUid = 1_000
const longestText = 300
const mostAttendees = 500

/** Null where there is no invitation to read. Never throws. */
export function readInvitation(text: string): Invitation | null {
  const calendar = readCalendar(text)
  const method = calendar === null ? null : methodOf(textOf(calendar, 'method'))
  if (calendar === null || method === null) return null
  const events = calendar.parts.filter(({ name }) => name === 'vevent')
  const event = events.find((each) => propertyNamed(each, 'recurrence-id') === null) ?? events[0]
  return event === undefined ? null : invitationOf(event, method, calendar)
}

const methods: ReadonlySet<string> = new Set<InvitationMethod>(['request', 'cancel', 'reply'])
const isMethod = (written: string): written is InvitationMethod => methods.has(written)

const methodOf = (written: string): InvitationMethod | null => {
  const lower = written.trim().toLowerCase()
  return isMethod(lower) ? lower : null
}

function invitationOf(
  event: CalendarPart,
  method: InvitationMethod,
  calendar: CalendarPart,
): Invitation | null {
  const uid = textOf(event, 'uid')
  if (uid === '' || uid.length > longestUid || /\p{Cc}/u.test(uid)) return null
  const zones = zonesIn(calendar)
  const start = timeOf(propertyNamed(event, 'dtstart'), zones)
  const sequence = Number(textOf(event, 'sequence'))
  const stamp = timeOf(propertyNamed(event, 'dtstamp'), zones)
  return {
    method: method === 'request' && textOf(event, 'status').toLowerCase() === 'cancelled' ? 'cancel' : method,
    ...{ uid, start, sequence: Number.isSafeInteger(sequence) && sequence > 0 ? sequence : 0 },
    stamp: stamp?.kind === 'instant' ? stamp.at : null,
    recurrence: timeOf(propertyNamed(event, 'recurrence-id'), zones),
    summary: singleLine(textOf(event, 'summary'), longestText),
    place: singleLine(textOf(event, 'location'), longestText),
    end: timeOf(propertyNamed(event, 'dtend'), zones) ?? later(start, textOf(event, 'duration')),
    repeats: recurrenceOf(event, zones),
    organiser: participantOf(propertyNamed(event, 'organizer')),
    attendees: event.properties
      .filter(([name]) => name === 'attendee')
      .slice(0, mostAttendees)
      .flatMap(attendeeOf),
  }
}

function participantOf(given: CalendarProperty | null): Participant | null {
  const value = given?.[3]
  if (given === null || typeof value !== 'string') return null
  const address = parseEmailAddress(decoded(value.trim().replace(/^mailto:/i, '')))
  return address.ok ? { name: singleLine(parameterOf(given, 'cn'), 200), address: address.value } : null
}

function decoded(written: string): string {
  try {
    return decodeURIComponent(written)
  } catch {
    return written
  }
}

const attendances: ReadonlySet<string> = new Set<Attendance>([
  'accepted',
  'tentative',
  'declined',
  'delegated',
])
const isAttendance = (written: string): written is Attendance => attendances.has(written)

/** Rooms and groups are no people, but whoever looks who comes wants to see them all. */
function attendeeOf(given: CalendarProperty): readonly Attendee[] {
  const participant = participantOf(given)
  const written = parameterOf(given, 'partstat').toLowerCase()
  return participant === null
    ? []
    : [{ ...participant, attendance: isAttendance(written) ? written : 'needs-action' }]
}
