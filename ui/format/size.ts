// Octets and numbers as people read them: « 4,7 Go », « 1 248 ». Decimal units, as disks are sold and quotas are set.

import type { UiWords } from '../words/fr.ts'

/** At most one decimal, and none above ten: « 4,7 Go », « 47 Go ». The gap before the unit never breaks. */
export function formatSize(bytes: number, words: UiWords): string {
  const { units } = words.size
  let value = bytes
  let unit = 0
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000
    unit++
  }
  const decimals = unit === 0 || value >= 9.95 ? 0 : 1
  const number = value.toLocaleString(words.language, { maximumFractionDigits: decimals })
  return `${number}\u00a0${bytes === 1 ? words.size.one : (units[unit] ?? '')}`
}

/** « 4,7 Go sur 5 Go »; the unit of the first is left out where both have the same. */
export function formatSizeOf(used: number, allowed: number, words: UiWords): string {
  return words.size.of(formatSize(used, words), formatSize(allowed, words))
}

/** Of thousands. `Intl` knows it too, but reads all languages at its first number, and a list says at once how long it is. */
const between = { fr: '\u202f', en: ',' } as const

export const formatNumber = (value: number, { language }: UiWords): string =>
  Number.isSafeInteger(value)
    ? String(value).replace(/\B(?=(\d{3})+$)/g, between[language])
    : value.toLocaleString(language)

/** 0.944 → « 94 % », rounded down: a box that is not quite full does not read as full. */
export const formatShare = (share: number, words: UiWords): string =>
  words.language === 'fr' ? `${Math.floor(share * 100)}\u202f%` : `${Math.floor(share * 100)}%`
