// Whose session a request names, read by one statement as long as nothing is to be written of it. What prolongs a session, or
// ends it, is better-auth's, which reads in several.

import type { Database } from '#db/connection.ts'
import type { PerActorSemaphore } from '#db/per-actor-semaphore.ts'
import { type SessionPerson, type StoredSession, sessionReader } from '#db/stores/security/read-session.ts'
import type { Factor } from '../actor.ts'
import type { Authentication } from './authentication.ts'

export interface SignedInSession {
  readonly person: SessionPerson
  readonly id: string
  readonly factor: Factor
  readonly expiresAt: Date
  /** Go out with the answer. */
  readonly cookies: readonly string[]
}

interface ReaderParts {
  readonly database: Database
  readonly authentication: Authentication
  /** What one session may ask at once. */
  readonly asking: PerActorSemaphore
}

/**
 * Null for nobody, an expired session, a person who is suspended, or a session that a password alone opened before a second factor
 * was on. `prolong`: false where no answer is to come that could carry cookies. Rejects when the database does not answer.
 */
export function signedInSessionReader({ database, authentication, asking }: ReaderParts) {
  const read = sessionReader(database)
  return async (
    request: Request,
    { prolong }: { readonly prolong: boolean },
  ): Promise<SignedInSession | null> => {
    const token = await authentication.sessionNamed(request)
    if (token === null) return null
    using _turn = await asking.take(token)
    const stored = await read(token)
    if (stored === null || !authentication.isDue(stored)) return counting(stored, [])
    const found = await authentication.sessionOf(request, {
      prolong: prolong && counting(stored, []) !== null,
    })
    return found === null ? null : counting(await read(token), found.cookies)
  }
}

function counting(stored: StoredSession | null, cookies: readonly string[]): SignedInSession | null {
  if (stored === null || stored.person === null) return null
  const { person, id, factor, expiresAt } = stored
  return person.secondFactor && factor === 'password'
    ? null
    : { ...{ person, id, factor, expiresAt }, cookies }
}
