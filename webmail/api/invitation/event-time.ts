// When something is, as a calendar says it (RFC 5545 §3.3.4, §3.3.5): a day, an instant, or a time on whatever clock hangs on the
// wall, where no zone is given or nobody knows it. Pure.

import { type CalendarPart, type CalendarProperty, parameterOf, textOf } from './calendar-object.ts'
import { instantIn, type ZoneOffsets, zoneNamed } from './time-zone.ts'

export type EventTime =
  /** `2026-11-30` */
  | { readonly kind: 'day'; readonly day: string }
  | { readonly kind: 'instant'; readonly at: Date }
  /** `2026-11-30T09:00:00` */
  | { readonly kind: 'wall'; readonly at: string }

/** By what the calendar calls them. */
export type Zones = ReadonlyMap<string, ZoneOffsets>

export const zonesIn = ({ parts }: CalendarPart): Zones =>
  new Map(
    parts
      .filter(({ name }) => name === 'vtimezone')
      .map((zone) => [
        textOf(zone, 'tzid'),
        { standard: offsetOf(zone, 'standard'), daylight: offsetOf(zone, 'daylight') },
      ]),
  )

/** The last that is given: earlier ones are of the past. */
function offsetOf({ parts }: CalendarPart, kind: 'standard' | 'daylight'): string | null {
  const last = parts.findLast(({ name }) => name === kind)
  return last === undefined ? null : textOf(last, 'tzoffsetto') || null
}

const dayForm = /^\d{4}-\d{2}-\d{2}$/
const wallForm = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(Z?)$/

/** Null for what is no time. */
export function timeOf(given: CalendarProperty | null, zones: Zones): EventTime | null {
  return given === null ? null : timeWritten(given[3], parameterOf(given, 'tzid'), zones)
}

/** As jCal writes it. */
export function timeWritten(written: unknown, zoneName: string, zones: Zones): EventTime | null {
  if (typeof written !== 'string') return null
  if (dayForm.test(written)) return isTime(`${written}T00:00:00`) ? { kind: 'day', day: written } : null
  const [, wall, utc] = wallForm.exec(written) ?? []
  if (wall === undefined || !isTime(wall)) return null
  const zone = utc === 'Z' ? 'UTC' : zoneNamed(zoneName, zones.get(zoneName))
  const at = zone === null ? null : instantIn(zone, wall)
  return at === null ? { kind: 'wall', at: wall } : { kind: 'instant', at }
}

/** No 30th of February, and no year of the Pharaohs. */
function isTime(wall: string): boolean {
  const read = new Date(`${wall}Z`)
  return (
    !Number.isNaN(read.getTime()) &&
    read.toISOString().startsWith(wall.slice(0, 16)) &&
    read.getUTCFullYear() >= 1900
  )
}

const durationForm = /^P(?:(\d{1,4})W|(?:(\d{1,4})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,5})M)?(?:(\d{1,6})S)?)?)$/

/** `duration` after it (RFC 5545 §3.3.6); null for none. */
export function later(start: EventTime | null, duration: string): EventTime | null {
  const [whole, ...numbers] = durationForm.exec(duration) ?? []
  if (start === null || whole === undefined || whole === 'P') return null
  const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = numbers.map((each) => Number(each ?? 0))
  const milliseconds = ((((weeks * 7 + days) * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000
  const after = (wall: string): string => new Date(Date.parse(`${wall}Z`) + milliseconds).toISOString()
  switch (start.kind) {
    case 'day':
      return { kind: 'day', day: after(`${start.day}T00:00:00`).slice(0, 10) }
    case 'instant':
      return { kind: 'instant', at: new Date(start.at.getTime() + milliseconds) }
    case 'wall':
      return { kind: 'wall', at: after(start.at).slice(0, 19) }
  }
}
