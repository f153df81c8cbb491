// The formatters in the language of the screen.

import { useMemo } from 'react'
import { useUiWords } from '../words/words.tsx'
import {
  formatDate,
  formatDay,
  formatFull,
  formatLongDay,
  formatMoment,
  formatSince,
  formatTime,
} from './date.ts'
import { formatNumber, formatShare, formatSize, formatSizeOf } from './size.ts'

export function useFormat() {
  const words = useUiWords()
  return useMemo(
    () => ({
      moment: (instant: string | null) => formatMoment(instant, new Date(), words),
      time: (instant: string) => formatTime(instant, words),
      day: (instant: string) => formatDay(instant, new Date(), words),
      date: (instant: string) => formatDate(instant, words),
      longDay: (instant: string) => formatLongDay(instant, words),
      full: (instant: string) => formatFull(instant, words),
      since: (instant: string) => formatSince(instant, new Date(), words),
      size: (bytes: number) => formatSize(bytes, words),
      sizeOf: (used: number, allowed: number) => formatSizeOf(used, allowed, words),
      number: (value: number) => formatNumber(value, words),
      share: (share: number) => formatShare(share, words),
    }),
    [words],
  )
}
