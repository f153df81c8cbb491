// Days of metropolitan France for `currentdate`, which knows numeric zones alone (RFC 5260 §4.1): the offset that holds when a day begins or ends.

const offsetFormat = new Intl.DateTimeFormat('en', { timeZone: 'Europe/Paris', timeZoneName: 'longOffset' })

/** `+0100`. Clocks change at one o'clock UTC, hours away from any midnight. */
export function parisOffset(day: string, end: 'begins' | 'ends'): string {
  const instant = new Date(`${day}T${end === 'begins' ? '00:00:00' : '23:59:59'}+01:00`)
  const zone = offsetFormat.formatToParts(instant).find(({ type }) => type === 'timeZoneName')?.value ?? ''
  return zone.replace('GMT', '').replace(':', '') || '+0000'
}
