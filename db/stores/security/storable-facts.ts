// The facts of a security event as a row holds them, whatever a client called itself.

import type { SecurityFacts } from '#core/security-log.ts'
import { truncatedLogin } from './sign-in-attempt.ts'

/** Cut between the halves of a surrogate pair, a login would be no text that jsonb takes. */
export const storableFacts = ({ login, ...facts }: SecurityFacts): SecurityFacts =>
  login === undefined ? facts : { ...facts, login: truncatedLogin(login).toWellFormed() }
