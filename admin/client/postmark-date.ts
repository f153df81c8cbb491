// The day on a postmark: « 24 NOV. » above « 2026 ».

const zone = 'Europe/Paris'

export function postmarkDate(instant: string, language: 'fr' | 'en'): readonly [day: string, year: string] {
  const at = new Date(instant)
  const locale = language === 'fr' ? 'fr' : 'en-GB'
  const day = new Intl.DateTimeFormat(locale, { timeZone: zone, day: 'numeric', month: 'short' }).format(at)
  return [
    day.toLocaleUpperCase(locale),
    new Intl.DateTimeFormat(locale, { timeZone: zone, year: 'numeric' }).format(at),
  ]
}
