// Which of the lines somebody typed cannot be used: a list of twenty addresses is corrected at the ones that are named.

import { ProblemError } from '#ui/api/problem-error.ts'

/** Why a line cannot be used, for each of the codes that the API has for an address among others. */
export type LineProblem = 'unknown' | 'invalid-address' | 'invalid-domain' | 'loop'
export type LineWords = Readonly<Record<LineProblem, (lines: readonly string[]) => string>>

const isLineProblem = (code: string, words: LineWords): code is LineProblem => code in words

/** The lines by what is wrong with them, in a sentence each; null where nothing is said of them. `lines` as they were sent. */
export function lineProblems(error: unknown, lines: readonly string[], words: LineWords): string | null {
  if (!(error instanceof ProblemError)) return null
  const named = new Map<LineProblem, string[]>()
  for (const [field, code] of error.fields) {
    const line = /^\d+$/.test(field) ? lines[Number(field)] : undefined
    if (line !== undefined && isLineProblem(code, words)) named.set(code, [...(named.get(code) ?? []), line])
  }
  return named.size === 0 ? null : [...named].map(([code, each]) => words[code](each)).join(' ')
}
