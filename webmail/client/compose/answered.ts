// That a colleague has answered the same message meanwhile, as the server says it with its refusal.

import { ProblemError } from '#ui/api/problem-error.ts'
import type { AnswerMeanwhile } from '../../contract/outbox.ts'
import type { MessageView } from '../boxes.ts'
import type { DraftContent } from './draft.ts'

type MessagePlace = MessageView['place']

/** Null where something else went wrong. */
export function answerMeanwhile(problem: unknown): AnswerMeanwhile | null {
  if (!(problem instanceof ProblemError) || problem.code !== 'already-answered') return null
  const { current } = problem
  const isWhole =
    typeof current === 'object' &&
    current !== null &&
    'messageId' in current &&
    typeof current.messageId === 'string' &&
    'at' in current &&
    typeof current.at === 'string'
  // The server writes all of it, or nothing (contract/outbox.ts).
  return isWhole ? (current as AnswerMeanwhile) : null
}

/** Where it may be read, the surest first: what waited a moment ago may have left, and what it answers may be filed elsewhere. */
export const placesOf = (
  { place }: Pick<AnswerMeanwhile, 'place'>,
  { about }: Pick<DraftContent, 'about'>,
): readonly MessagePlace[] => [place, about?.place ?? null].filter((each) => each !== null)

/** The draft of an answer, by whoever had these messages in sight: what came after them is news to its author. */
export function withSeen(content: DraftContent, messages: readonly Pick<MessageView, 'at'>[]): DraftContent {
  const { about } = content
  const [first, ...others] = messages.map(({ at }) => at)
  if (about === null || first === undefined) return content
  const seen = others.reduce((last, at) => (Date.parse(at) > Date.parse(last) ? at : last), first)
  return { ...content, about: { ...about, seen } }
}
