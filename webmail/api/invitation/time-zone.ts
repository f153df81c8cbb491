// Which zone of the IANA database a calendar means, whatever it calls it, and what instant a clock on a wall there shows. The
// rules that a calendar brings along are not run: a stranger wrote them, and they may never end. Pure.

/** As Exchange and Outlook call them (Unicode CLDR, windowsZones): those of Europe and of where French communes have business. */
const windowsZones: Readonly<Record<string, string>> = {
  'Romance Standard Time': 'Europe/Paris',
  'W. Europe Standard Time': 'Europe/Berlin',
  'Central Europe Standard Time': 'Europe/Budapest',
  'Central European Standard Time': 'Europe/Warsaw',
  'GMT Standard Time': 'Europe/London',
  'Greenwich Standard Time': 'Atlantic/Reykjavik',
  'E. Europe Standard Time': 'Europe/Chisinau',
  'FLE Standard Time': 'Europe/Kiev',
  'GTB Standard Time': 'Europe/Bucharest',
  'Turkey Standard Time': 'Europe/Istanbul',
  'Russian Standard Time': 'Europe/Moscow',
  'Morocco Standard Time': 'Africa/Casablanca',
  'SA Western Standard Time': 'America/Martinique',
  'SA Eastern Standard Time': 'America/Cayenne',
  'Saint Pierre Standard Time': 'America/Miquelon',
  'Mauritius Standard Time': 'Indian/Reunion',
  'E. Africa Standard Time': 'Indian/Mayotte',
  'Central Pacific Standard Time': 'Pacific/Noumea',
  'Hawaiian Standard Time': 'Pacific/Tahiti',
  'Eastern Standard Time': 'America/New_York',
  'Central Standard Time': 'America/Chicago',
  'Mountain Standard Time': 'America/Denver',
  'Pacific Standard Time': 'America/Los_Angeles',
  UTC: 'UTC',
  'Etc/UTC': 'UTC',
  GMT: 'UTC',
}

/** Of a zone that only its calendar knows: its time in winter and in summer, in minutes before UTC. */
const zonesByOffsets: Readonly<Record<string, string>> = {
  '60 120': 'Europe/Paris',
  '0 60': 'Europe/London',
  '120 180': 'Europe/Bucharest',
  '-300 -240': 'America/New_York',
  '-360 -300': 'America/Chicago',
  '-420 -360': 'America/Denver',
  '-480 -420': 'America/Los_Angeles',
  '0 0': 'UTC',
}

/** What VTIMEZONE says of a zone (RFC 5545 §3.6.5): `+0100`. */
export interface ZoneOffsets {
  readonly standard: string | null
  readonly daylight: string | null
}

/** Null for one that nobody knows. */
export function zoneNamed(name: string, offsets: ZoneOffsets | undefined): string | null {
  const written = name.trim().replace(/^"|"$/g, '').slice(0, 200)
  // Older programs put their own name before: `/mozilla.org/20050126_1/Europe/Paris`.
  const [, last = written] = /^\/.*?\/([A-Z][A-Za-z_]+\/[A-Za-z_+\-/]+)$/.exec(written) ?? []
  const known = Object.hasOwn(windowsZones, last) ? windowsZones[last] : undefined
  if (known !== undefined) return known
  if (isZone(last)) return last
  return offsets === undefined ? null : zoneByOffsets(offsets)
}

function zoneByOffsets({ standard, daylight }: ZoneOffsets): string | null {
  const winter = minutesOf(standard ?? daylight ?? '')
  const summer = minutesOf(daylight ?? standard ?? '')
  if (winter === null || summer === null) return null
  const known = zonesByOffsets[`${winter} ${summer}`]
  if (known !== undefined) return known
  const hours = winter / 60
  // POSIX counts them the other way.
  return winter === summer && Number.isInteger(hours) && Math.abs(hours) <= 12
    ? `Etc/GMT${hours > 0 ? '-' : '+'}${Math.abs(hours)}`
    : null
}

function minutesOf(offset: string): number | null {
  const [, sign, hours = '', minutes = ''] = /^([+-])(\d{2}):?(\d{2})/.exec(offset) ?? []
  return sign === undefined ? null : (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) + 0
}

function isZone(name: string): boolean {
  if (!/^[A-Z][A-Za-z]+\/[A-Za-z_+\-/]+$/.test(name)) return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

/** `wall`: `2026-11-30T09:00:00`. Null for what is no time. */
export function instantIn(zone: string, wall: string): Date | null {
  const asUtc = Date.parse(`${wall}Z`)
  if (Number.isNaN(asUtc)) return null
  // The second step is for the hours around a change of summer time.
  const near = asUtc - offsetAt(zone, asUtc)
  return new Date(asUtc - offsetAt(zone, near))
}

function offsetAt(zone: string, instant: number): number {
  const clock = new Intl.DateTimeFormat('en-CA', {
    ...{ timeZone: zone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit' },
    ...{ hour: '2-digit', minute: '2-digit', second: '2-digit' },
  }).formatToParts(new Date(instant))
  const part = (type: string): number => Number(clock.find((each) => each.type === type)?.value ?? 0)
  const shown = Date.UTC(
    ...([part('year'), part('month') - 1, part('day')] as const),
    ...([part('hour'), part('minute'), part('second')] as const),
  )
  return shown - Math.floor(instant / 1000) * 1000
}
