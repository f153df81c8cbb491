// The thirty days of the figures, today last.

import type { AdminAnswer } from '../../contract/all.ts'

type Day = AdminAnswer<'GET /figures'>['days'][number]

/** Today is not over: the last whole day is the one before. */
export const yesterdayOf = (days: readonly Day[]): Day | null => days.at(-2) ?? null

export const stoppedOf = ({ refused, junk, held }: Day): number => refused + junk + held
