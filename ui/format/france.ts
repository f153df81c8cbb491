// Day and time of metropolitan France. `Intl` lists all languages and calendars it knows before its first date, 40 to
// 80 ms of a phone that has no row to show yet; where the browser's own clock shows the same hour, it is asked instead.

export interface FrenchTime {
  /** `2026-12-24`. */
  readonly day: string
  /** `08:05`, of 24 hours. */
  readonly time: string
}

/** Throws a RangeError for a date that is none. */
export function inFrance(moment: Date): FrenchTime {
  if (moment.getTimezoneOffset() !== usualOffset(moment)) return byZone(moment)
  const pad = (value: number, length = 2) => String(value).padStart(length, '0')
  return {
    day: `${pad(moment.getFullYear(), 4)}-${pad(moment.getMonth() + 1)}-${pad(moment.getDate())}`,
    time: `${pad(moment.getHours())}:${pad(moment.getMinutes())}`,
  }
}

/** Before it the hours of summer began and ended on other days. */
const firstYear = 1996

/**
 * Minutes that UTC is ahead of France, by directive 2000/84/CE: summer is from the last Sunday of March to the last of October, each
 * at 1:00 UTC. Null where it does not say. Should it change one day, the browser's clock tells something else, and its zones are asked.
 */
function usualOffset(moment: Date): number | null {
  const year = moment.getUTCFullYear()
  if (Number.isNaN(year) || year < firstYear) return null
  const isSummer = moment.getTime() >= lastSunday(year, 2) && moment.getTime() < lastSunday(year, 9)
  return isSummer ? -120 : -60
}

/** Of a month of 31 days, from 0. */
const lastSunday = (year: number, month: number): number => {
  const last = new Date(Date.UTC(year, month, 31, 1))
  return last.getTime() - last.getUTCDay() * 86_400_000
}

let zoned: Intl.DateTimeFormat | null = null

function byZone(moment: Date): FrenchTime {
  zoned ??= new Intl.DateTimeFormat('en-CA', {
    timeZone: 'Europe/Paris',
    ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' },
    hourCycle: 'h23',
  })
  const [day = '', time = ''] = zoned.format(moment).split(', ')
  return { day, time }
}
