// That a colleague has answered the same message meanwhile, as the server says it with its refusal.

import { ProblemError } from '#ui/api/problem-error.ts'
import type { AnswerMeanwhile } from '../../../contract/outbox.ts'
import type { MessageView } from '../../boxes.ts'
import type { DraftContent } from '../draft/draft.ts'

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

export interface WherePorts {
  /** Rejects where nobody could say. */
  readonly isThere: (place: MessagePlace) => Promise<boolean>
  /** Among what was sent. */
  readonly sentCopy: () => Promise<MessagePlace | null>
}

/**
 * Where it is read: what waited a moment ago has left by now, and lies among what was sent; where it is gone from there, with what
 * it answers, unless that was filed elsewhere. Null where it is nowhere.
 */
export async function whereToRead(
  { place }: Pick<AnswerMeanwhile, 'place'>,
  { about }: Pick<DraftContent, 'about'>,
  { isThere, sentCopy }: WherePorts,
): Promise<MessagePlace | null> {
  if (place !== null && (await isThere(place))) return place
  const copy = await sentCopy()
  if (copy !== null) return copy
  return about !== null && (await isThere(about.place)) ? about.place : null
}

/** The draft of an answer, by whoever had these messages in sight: what came after them is news to its author. */
export function withSeen(content: DraftContent, messages: readonly Pick<MessageView, 'at'>[]): DraftContent {
  const { about } = content
  const [first, ...others] = messages.map(({ at }) => at)
  if (about === null || first === undefined) return content
  const seen = others.reduce((last, at) => (Date.parse(at) > Date.parse(last) ? at : last), first)
  return { ...content, about: { ...about, seen } }
}
