// Instants as a reader of a letter has them: the clock of metropolitan France, « lun. 3 mars, 14 h 12 ».

import type { Language } from './language.ts'

const formats: Readonly<Record<Language, Intl.DateTimeFormat>> = {
  fr: formatOf('fr-FR'),
  en: formatOf('en-GB'),
}

function formatOf(locale: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(locale, {
    timeZone: 'Europe/Paris',
    ...{ weekday: 'short', day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit' },
    hourCycle: 'h23',
  })
}

const partsOf = (
  at: Date,
  language: Language,
): Readonly<Partial<Record<Intl.DateTimeFormatPartTypes, string>>> =>
  Object.fromEntries(formats[language].formatToParts(at).map(({ type, value }) => [type, value]))

export function showDay(at: Date, language: Language): string {
  const { weekday, day, month } = partsOf(at, language)
  return `${weekday} ${language === 'fr' && day === '1' ? '1er' : day}\u00a0${month}`
}

export function showInstant(at: Date, language: Language): string {
  const { hour, minute } = partsOf(at, language)
  const clock = language === 'fr' ? `${Number(hour)}\u00a0h\u00a0${minute}` : `${hour}:${minute}`
  return `${showDay(at, language)}, ${clock}`
}
