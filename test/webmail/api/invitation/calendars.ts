// Calendars as Outlook, Google and strangers write them.

export interface CalendarGiven {
  readonly method?: string
  readonly uid?: string
  readonly sequence?: number
  readonly stamp?: string
  readonly summary?: string
  readonly start?: string
  readonly organiser?: string
  readonly attendee?: string
  /** Lines of the event, before its end. */
  readonly more?: readonly string[]
  /** Parts of the calendar, before the event. */
  readonly zone?: readonly string[]
}

export const calendarOf = (given: CalendarGiven = {}): string =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Test//FR',
    `METHOD:${given.method ?? 'REQUEST'}`,
    ...(given.zone ?? []),
    'BEGIN:VEVENT',
    `UID:${given.uid ?? 'conseil@prefecture.test'}`,
    `SEQUENCE:${given.sequence ?? 0}`,
    `DTSTAMP:${given.stamp ?? '20261101T080000Z'}`,
    given.start ?? 'DTSTART;TZID=Europe/Paris:20261130T090000',
    'DURATION:PT1H30M',
    `SUMMARY:${given.summary ?? 'Conseil communautaire'}`,
    'LOCATION:Salle du conseil\\, Saulieu',
    `ORGANIZER;CN="Marie Durand":mailto:${given.organiser ?? 'marie@prefecture.test'}`,
    `ATTENDEE;CN=Mairie;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:MAILTO:${given.attendee ?? 'mairie@mairie-saulieu.test'}`,
    ...(given.more ?? []),
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ].join('\r\n')
