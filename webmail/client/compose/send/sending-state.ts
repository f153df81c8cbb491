// How far a message is on its way, and what an error on that way says of whether it left. Pure.

import { ProblemError } from '#ui/api/problem-error.ts'

/** `waiting`: for the network or for a session. `checking`: it may have left, and nobody has said so yet. */
export type SendingStage = 'idle' | 'sending' | 'waiting' | 'checking'

interface OnItsWay {
  readonly stage: SendingStage
  readonly unsure: boolean
}

/** What is leaving, or may have left, stays as it is: what is written meanwhile would go with the draft, and reach nobody. */
export const isHeld = ({ stage, unsure }: OnItsWay): boolean =>
  stage === 'sending' || stage === 'checking' || unsure

const unsureCodes: ReadonlySet<string> = new Set(['unreachable', 'try-later', 'bug'])

/** Nothing came back, or what says nothing of whether it was done. */
export const isUnsure = (error: unknown): boolean =>
  !(error instanceof ProblemError) || unsureCodes.has(error.code)

/** `isAsked`: it was asked for, and nobody ever said whether it left. `refused`: it certainly did not. */
export function failureOf(
  error: unknown,
  { passes, isAsked }: { readonly passes: boolean; readonly isAsked: boolean },
): 'waits' | 'unsure' | 'refused' {
  if (!isAsked) return passes ? 'waits' : 'refused'
  return passes || isUnsure(error) ? 'unsure' : 'refused'
}
