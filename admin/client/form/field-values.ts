// What people write into a field and what the API takes: gigabytes and days of France, both ways.

const zone = 'Europe/Paris'
const gigabyte = 1_000_000_000

/** « 2,5 » → 2 500 000 000; null for what is no size. */
export function readGigabytes(text: string): number | null {
  const plain = text.replace(/[\s\u00a0\u202f]/g, '').replace(',', '.')
  if (!/^\d{1,6}(\.\d{1,6})?$/.test(plain)) return null
  return Math.round(Number(plain) * gigabyte)
}

/** 2 147 483 648 → « 2,147 ». */
export const writeGigabytes = (bytes: number, language: 'fr' | 'en'): string =>
  (bytes / gigabyte).toLocaleString(language, { maximumFractionDigits: 3, useGrouping: false })

/** The last millisecond of a day in France, as an instant; null for what is no day. */
export function endOfDay(day: string): string | null {
  const midnight = Date.parse(`${day}T23:59:59.999Z`)
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || Number.isNaN(midnight)) return null
  return new Date(midnight - offsetAt(midnight)).toISOString()
}

/** The day in France of an instant, as a date field takes it; empty for never. */
export const dayOf = (instant: string | null): string =>
  instant === null ? '' : new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(new Date(instant))

/** How far the clock of France is ahead, in milliseconds; it changes at one in the morning, never near midnight. */
function offsetAt(moment: number): number {
  const shown = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'medium',
  }).format(new Date(moment))
  return Date.parse(`${shown.replace(' ', 'T')}Z`) - Math.floor(moment / 1000) * 1000
}
