// When an event is, in words: by the clock of whoever reads, which is named where it is not that of metropolitan France. Pure.

import { withFirst } from '#ui/format/date.ts'
import type { WebmailAnswer } from '../../contract/all.ts'
import type { Words } from '../words/fr.ts'

export type Invitation = NonNullable<WebmailAnswer<'GET /boxes/{box}/invitation'>['invitation']>
type Time = NonNullable<Invitation['start']>
type Saying = Pick<Words, 'ui' | 'invitations'>

export interface Reader {
  readonly words: Saying
  /** IANA name. */
  readonly zone: string
}

const home = 'Europe/Paris'
const dayMs = 86_400_000

/** « lundi 30 novembre 2026, de 9 h 00 à 10 h 30 » */
export function eventTime({ start, end }: Pick<Invitation, 'start' | 'end'>, reader: Reader): string {
  const { invitations: words } = reader.words
  if (start === null) return words.noTime
  if (start.kind === 'day') return daysOf(start.day, end, reader)
  const said = timesOf(start, end, reader)
  if (start.kind === 'wall') return words.noZone(said)
  return reader.zone === home ? said : words.zone(said, zoneName(start.at, reader))
}

/** The day at which it ends is not one of it (RFC 5545 §3.6.1). */
function daysOf(first: string, end: Time | null, reader: Reader): string {
  const { invitations: words } = reader.words
  const last = end?.kind === 'day' ? Date.parse(end.day) - dayMs : Number.NaN
  const start = Date.parse(first)
  return last > start
    ? words.between(dayIn(start, 'UTC', reader), dayIn(last, 'UTC', reader))
    : words.wholeDay(dayIn(start, 'UTC', reader))
}

function timesOf(start: Exclude<Time, { kind: 'day' }>, end: Time | null, reader: Reader): string {
  const { invitations: words } = reader.words
  const zone = start.kind === 'wall' ? 'UTC' : reader.zone
  const from = momentOf(start)
  const until = end === null || end.kind !== start.kind ? Number.NaN : momentOf(end)
  const day = dayIn(from, zone, reader)
  if (!(until > from)) return words.at(day, clockIn(from, zone, reader))
  const lastDay = dayIn(until, zone, reader)
  return day === lastDay
    ? words.from(day, clockIn(from, zone, reader), clockIn(until, zone, reader))
    : words.between(
        words.at(day, clockIn(from, zone, reader)),
        words.at(lastDay, clockIn(until, zone, reader)),
      )
}

const momentOf = (time: Time): number =>
  Date.parse(time.kind === 'day' ? time.day : time.kind === 'wall' ? `${time.at}Z` : time.at)

const localeOf = ({ words }: Reader): string => (words.ui.language === 'fr' ? 'fr' : 'en-GB')

const dayIn = (moment: number, timeZone: string, reader: Reader): string =>
  withFirst(
    new Intl.DateTimeFormat(localeOf(reader), {
      ...{ timeZone, weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
    }).format(moment),
    reader.words.ui,
  )

function clockIn(moment: number, timeZone: string, { words }: Reader): string {
  const [hours = '', minutes = ''] = new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone, hour: '2-digit', minute: '2-digit' },
  })
    .format(moment)
    .split(':')
  return words.ui.date.time(hours, minutes)
}

/** « heure de La Réunion » */
function zoneName(at: string, reader: Reader): string {
  const parts = new Intl.DateTimeFormat(localeOf(reader), {
    ...{ timeZone: reader.zone, timeZoneName: 'longGeneric' },
  }).formatToParts(new Date(at))
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? reader.zone
}

/** « Se répète chaque semaine, 4 fois »; null for what is once. */
export function repeatsOf({ repeats }: Pick<Invitation, 'repeats'>, reader: Reader): string | null {
  if (repeats === null) return null
  const { invitations: words } = reader.words
  const often = words.repeats[repeats.every](repeats.interval)
  if (repeats.times !== null) return words.times(often, String(repeats.times))
  if (repeats.until === null) return words.forever(often)
  return words.until(
    often,
    dayIn(momentOf(repeats.until), repeats.until.kind === 'instant' ? reader.zone : 'UTC', reader),
  )
}
