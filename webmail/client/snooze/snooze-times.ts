// Until when something is put off, beside the hours that a message may leave at: on the clock of metropolitan France. Pure.

import { inFrance } from '#ui/format/france.ts'
import { instantOf } from '../compose/send/schedule.ts'

const dayMs = 86_400_000

/** Today at six in the evening; null once it is over. */
export function thisEvening(now: Date): string | null {
  const at = instantOf(inFrance(now).day, '18:00')
  return at !== null && Date.parse(at) > now.getTime() ? at : null
}

/** In a week at eight; on a Monday where that is at the weekend. */
export function nextWeek(now: Date): string {
  const noon = new Date(Date.parse(`${inFrance(now).day}T12:00:00Z`) + 7 * dayMs)
  const weekend: Readonly<Record<number, number>> = { 0: 1, 6: 2 }
  const day = new Date(noon.getTime() + (weekend[noon.getUTCDay()] ?? 0) * dayMs)
  return instantOf(day.toISOString().slice(0, 10), '08:00') ?? day.toISOString()
}
