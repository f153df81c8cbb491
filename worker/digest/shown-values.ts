// Instants and sizes as a reader of a digest has them: the clock of metropolitan France, « lun. 3 mars, 14 h 12 », « 1,2 Mo ».

import type { Language } from '#core/language.ts'
import type { DigestWords } from './words.ts'

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

const kilobyte = 1024

export function showSize(bytes: number, { language, kilobytes, megabytes }: DigestWords): string {
  if (bytes < kilobyte * kilobyte) return `${Math.max(1, Math.round(bytes / kilobyte))}\u00a0${kilobytes}`
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 1, useGrouping: false })
  return `${number.format(bytes / kilobyte / kilobyte)}\u00a0${megabytes}`
}
