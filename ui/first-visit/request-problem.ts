// What went wrong with a request before one is signed in, in a sentence. The pages there load none of the client's words.

import { ProblemError } from '../api/problem-error.ts'
import type { SignInWords } from '../sign-in/fr.ts'

/** `field`: a code of that field is said first. */
export function requestProblem(error: unknown, words: SignInWords, field?: string): string {
  if (!(error instanceof ProblemError)) return words.refusals.failed
  const wrong = field === undefined ? undefined : error.fields.get(field)
  if (wrong !== undefined) return words.fields[wrong] ?? words.wrongField
  if (error.code === 'too-many-requests')
    return words.blocked(Math.max(1, Math.ceil((error.retryAfter ?? 60) / 60)))
  if (error.code === 'try-later' || error.code === 'unreachable') return words.refusals.away
  if (error.code === 'not-found') return words.firstVisit.codeUnknown
  return words.refusals.failed
}
