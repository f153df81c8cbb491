// When a message leaves that is sent later: on the clock of metropolitan France, wherever the browser stands.

import { inFrance } from '#ui/format/france.ts'

/** `2026-11-30` and `08:00` of France, as an instant; null where they name none. */
export function instantOf(day: string, time: string): string | null {
  if (!/^\d{4}-\d\d-\d\d$/.test(day) || !/^\d\d:\d\d$/.test(time)) return null
  const asUtc = Date.parse(`${day}T${time}:00.000Z`)
  if (Number.isNaN(asUtc)) return null
  // One hour or two behind: the one that shows this hour again.
  for (const hours of [2, 1]) {
    const instant = new Date(asUtc - hours * 3_600_000)
    const shown = inFrance(instant)
    if (shown.day === day && shown.time === time) return instant.toISOString()
  }
  // The hour that the summer skips.
  return new Date(asUtc - 3_600_000).toISOString()
}

/** Tomorrow at eight. */
export const tomorrowMorning = (now: Date): string => morning(now, 1)

/** Next Monday at eight; never today. */
export function mondayMorning(now: Date): string {
  const weekday = new Date(`${inFrance(now).day}T12:00:00Z`).getUTCDay()
  return morning(now, (8 - weekday) % 7 || 7)
}

function morning(now: Date, days: number): string {
  const noon = Date.parse(`${inFrance(now).day}T12:00:00Z`) + days * 86_400_000
  const day = new Date(noon).toISOString().slice(0, 10)
  return instantOf(day, '08:00') ?? new Date(noon).toISOString()
}
