// What a calendar file is made of, read by ical.js into plain values (jCal, RFC 7265) and looked at with suspicion: a stranger
// wrote it. No rule of repetition is ever run here. Pure.

import ICAL from 'ical.js'
import { z } from 'zod'

/** Name, parameters, kind of value, values. */
const property = z.tuple([z.string(), z.record(z.string(), z.unknown()), z.string()], z.unknown())
const partOf = z.tuple([z.string(), z.array(z.unknown()), z.array(z.unknown())])

export type CalendarProperty = z.infer<typeof property>

export interface CalendarPart {
  readonly name: string
  readonly properties: readonly CalendarProperty[]
  readonly parts: readonly CalendarPart[]
}

/** An event with a long text and a thousand guests takes 200 kB. */
export const mostCalendarOctets = 512 * 1024
const longestLine = 64 * 1024
/** Parameters of a line times its length: each takes its reader as long as the whole line. */
const mostParameterWork = 2_000_000
const mostParameterWorkOfAll = 5_000_000
const mostLines = 10_000
const mostParts = 200
const deepest = 3

/** The first calendar in it; null for what is none, or is no honest one. Never throws. */
export function readCalendar(text: string): CalendarPart | null {
  if (text.length > mostCalendarOctets || !isModest(text)) return null
  try {
    const read: unknown = ICAL.parse(text)
    const [first] = Array.isArray(read) && Array.isArray(read[0]) ? read : [read]
    const calendar = partFrom(first, 0)
    return calendar?.name === 'vcalendar' ? calendar : null
  } catch {
    // ical.js throws on any line that is none.
    return null
  }
}

/** Its reader takes time by the square of a line, and a list of values is one line. */
function isModest(text: string): boolean {
  let lines = 0
  let length = 0
  let semicolons = 0
  let before = 0
  for (const line of text.split(/\r?\n/)) {
    lines += 1
    const isFolded = /^[ \t]/.test(line)
    if (!isFolded) before += semicolons * length
    length = (isFolded ? length : 0) + line.length
    semicolons = (isFolded ? semicolons : 0) + line.split(';').length - 1
    const work = semicolons * length
    if (lines > mostLines || length > longestLine) return false
    if (work > mostParameterWork || before + work > mostParameterWorkOfAll) return false
  }
  return true
}

function partFrom(given: unknown, depth: number): CalendarPart | null {
  const read = partOf.safeParse(given)
  if (!read.success || depth > deepest) return null
  const [name, properties, parts] = read.data
  return {
    name,
    properties: properties.flatMap((each) => {
      const known = property.safeParse(each)
      return known.success ? [known.data] : []
    }),
    parts: parts.slice(0, mostParts).flatMap((each) => partFrom(each, depth + 1) ?? []),
  }
}

/** The first of this name, in lower case. */
export const propertyNamed = (
  { properties }: Pick<CalendarPart, 'properties'>,
  name: string,
): CalendarProperty | null => properties.find(([each]) => each === name) ?? null

/** Its text; empty where there is none. */
export function textOf(part: Pick<CalendarPart, 'properties'>, name: string): string {
  const value = propertyNamed(part, name)?.[3]
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

/** Of a property; empty where there is none. */
export function parameterOf([, parameters]: CalendarProperty, name: string): string {
  const value = parameters[name]
  if (typeof value === 'string') return value
  return Array.isArray(value) && typeof value[0] === 'string' ? value[0] : ''
}
