import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { inFrance } from '#ui/format/france.ts'

const module = join(import.meta.dirname, '../../../ui/format/france.ts')
const hour = 3_600_000

/** What a browser with that clock shows at each moment. */
function shownBy(zone: string, moments: readonly string[]): unknown {
  const program = `
    import { inFrance } from ${JSON.stringify(module)}
    console.log(JSON.stringify(${JSON.stringify(moments)}.map((each) => inFrance(new Date(each)))))`
  return JSON.parse(
    execFileSync(process.execPath, ['--input-type=module', '--eval', program], {
      env: { ...process.env, TZ: zone },
      encoding: 'utf8',
    }),
  )
}

const zoned = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/Paris',
  ...{ dateStyle: 'short', timeStyle: 'short', hourCycle: 'h23' },
})

const expected = (moments: readonly string[]) =>
  moments.map((each) => {
    const [day, time] = zoned.format(new Date(each)).split(', ')
    return { day, time }
  })

/** Each hour of the days on which summer begins or ends, the middle of every month, and years before these days were agreed on. */
const moments = [
  ...[1997, 2004, 2026, 2027, 2031].flatMap((year) =>
    [
      [2, 24],
      [9, 24],
    ].flatMap(([month = 0, day = 0]) =>
      Array.from({ length: 8 * 24 }, (_, at) =>
        new Date(Date.UTC(year, month, day) + at * hour).toISOString(),
      ),
    ),
  ),
  ...Array.from({ length: 70 * 12 }, (_, month) => new Date(Date.UTC(1970, month, 15, 22, 30)).toISOString()),
  '2025-12-31T23:30:00.000Z',
]

test.each(['Europe/Paris', 'Europe/Berlin', 'Africa/Tunis', 'UTC', 'America/Cayenne', 'Indian/Reunion'])(
  'a browser whose clock is of %s → day and time of France',
  (zone) => {
    expect(shownBy(zone, moments)).toEqual(expected(moments))
  },
)

test('an evening in UTC that is the next day in France → that day', () => {
  expect(inFrance(new Date('2026-11-29T23:30:00Z'))).toEqual({ day: '2026-11-30', time: '00:30' })
})
