// What was answered to an invitation, remembered as a keyword of its message: any process, and any other program, finds it with
// the message, and it goes when that goes.

import type { Attendance } from './invitation.ts'

export const answers = ['accepted', 'tentative', 'declined'] as const satisfies readonly Attendance[]
export type Answer = (typeof answers)[number]

export const answerKeyword = (answer: Answer): string => `vm-answered-${answer}`

/** The others, which a new answer takes away. */
export const otherKeywords = (answer: Answer): readonly string[] =>
  answers.filter((each) => each !== answer).map(answerKeyword)

/** Null where nothing was answered. */
export const answerAmong = (flags: Iterable<string>): Answer | null => {
  const lower = new Set(Array.from(flags, (flag) => flag.toLowerCase()))
  return answers.find((each) => lower.has(answerKeyword(each))) ?? null
}
