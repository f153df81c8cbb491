// When digests are due: from a few minutes past seven until midnight, by the clock of metropolitan France. A worker that
// was down in the morning catches up; one that comes back at night waits for the next morning.

import type { Morning } from '#db/stores/held/held-digests.ts'

const minute = 60_000
const oneHour = 60 * minute
const morningHour = 7
/** What was being kept at seven is in the database by then. */
const pause = 6 * minute
/** CET and CEST. No change of the hour falls into the morning. */
const offsets = [oneHour, 2 * oneHour] as const

const paris = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/Paris',
  ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', hourCycle: 'h23' },
})

type Parts = Readonly<Partial<Record<Intl.DateTimeFormatPartTypes, string>>>

function clockOf(instant: number): { readonly date: string; readonly hour: number } {
  const parts = paris.formatToParts(instant).map(({ type, value }) => [type, value])
  const { year, month, day, hour }: Parts = Object.fromEntries(parts)
  return { date: `${year}-${month}-${day}`, hour: Number(hour) }
}

/** `2026-11-25`, by that clock. */
export const dayOf = (now: number): string => clockOf(now).date

/** The morning whose digests are due now; null before it. */
export function morningOf(now: number): Morning | null {
  const day = dayOf(now)
  const seven = offsets
    .map((offset) => Date.parse(`${day}T00:00:00Z`) + morningHour * oneHour - offset)
    .find((instant) => clockOf(instant).hour === morningHour)
  return seven === undefined || now < seven + pause ? null : { day, at: new Date(seven) }
}
