// How often an event repeats (RFC 5545 §3.3.10), to be said and never to be worked out. Pure.

import { z } from 'zod'
import { type CalendarPart, propertyNamed } from './calendar-object.ts'
import { type EventTime, timeWritten, type Zones } from './event-time.ts'

export type Frequency = 'daily' | 'weekly' | 'monthly' | 'yearly' | 'other'

export interface Recurrence {
  readonly every: Frequency
  /** 2: every second one. */
  readonly interval: number
  readonly times: number | null
  readonly until: EventTime | null
}

const rule = z.looseObject({
  freq: z.string(),
  interval: z.int().min(1).max(1_000).catch(1),
  count: z.int().min(1).max(10_000).nullable().catch(null),
  until: z.string().nullable().catch(null),
})

const frequencies: Readonly<Record<string, Frequency>> = {
  ...{ DAILY: 'daily', WEEKLY: 'weekly', MONTHLY: 'monthly', YEARLY: 'yearly' },
}

/** Null for what is once. */
export function recurrenceOf(event: CalendarPart, zones: Zones): Recurrence | null {
  const given = propertyNamed(event, 'rrule')
  if (given === null) return propertyNamed(event, 'rdate') === null ? null : other
  const read = rule.safeParse(given[3])
  if (!read.success) return other
  const { freq, interval, count, until } = read.data
  const every = frequencies[freq.toUpperCase()] ?? 'other'
  return { every, interval, times: count, until: timeWritten(until, '', zones) }
}

const other: Recurrence = { every: 'other', interval: 1, times: null, until: null }
