// Days of an absence, as `2026-12-24`, by the one clock that the département has. Pure.

import { inFrance } from '#ui/format/france.ts'
import type { Vacation } from './types.ts'

export const dayOf = (moment: Date): string => inFrance(moment).day

export const daysLater = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

/** In the middle of the day, whatever zone shows it. */
export const noonOf = (day: string): string => `${day}T11:00:00.000Z`

type Days = Pick<Vacation, 'from' | 'until'>

/** A day that was emptied is none. */
export const hasDays = ({ from, until }: Days): boolean => from !== '' && until !== ''

/** What is wrong with days that were chosen; null for nothing, and while one is missing. */
export function daysWrong(days: Days, today: string): 'wrongDays' | 'over' | null {
  const { from, until } = days
  if (hasDays(days) && until < from) return 'wrongDays'
  return until !== '' && until < today ? 'over' : null
}

export type VacationState = 'none' | 'planned' | 'on' | 'over'

export function vacationState(vacation: Vacation | null, today: string): VacationState {
  if (vacation === null || !vacation.on) return 'none'
  if (vacation.until < today) return 'over'
  return vacation.from > today ? 'planned' : 'on'
}
