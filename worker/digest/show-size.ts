// Sizes as a reader of a digest has them: « 1,2 Mo ».

import type { DigestWords } from './words.ts'

const kilobyte = 1024

export function showSize(bytes: number, { language, kilobytes, megabytes }: DigestWords): string {
  if (bytes < kilobyte * kilobyte) return `${Math.max(1, Math.round(bytes / kilobyte))}\u00a0${kilobytes}`
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 1, useGrouping: false })
  return `${number.format(bytes / kilobyte / kilobyte)}\u00a0${megabytes}`
}
