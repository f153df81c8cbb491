// Who asks: a person by the cookie of their session. Keys of programs open the panel's API alone.

import type { SessionPerson } from '#db/stores/security/read-session.ts'
import type { Factor } from '#identity/actor.ts'
import { signedInSessionReader } from '#identity/authentication/signed-in-session.ts'
import { needsSecondFactor } from '#identity/permissions.ts'

export interface Person extends SessionPerson {
  readonly factor: Factor
  /** Id of the session. */
  readonly session: string
  readonly sessionExpiresAt: Date
  /** Their role needs a second factor that is not set up yet. */
  readonly factorMissing: boolean
}

/** Null for whoever has no session that counts; rejects when the database does not answer. */
export const personReader = (parts: Parameters<typeof signedInSessionReader>[0]) => {
  const signedIn = signedInSessionReader(parts)
  return async (
    request: Request,
    setCookies: ((cookies: readonly string[]) => void) | null,
  ): Promise<Person | null> => {
    const found = await signedIn(request, { prolong: setCookies !== null })
    if (found === null) return null
    const { person, factor, id, expiresAt, cookies } = found
    setCookies?.(cookies)
    return {
      ...person,
      factor,
      session: id,
      sessionExpiresAt: expiresAt,
      factorMissing: factor === 'password' && needsSecondFactor(person.role),
    }
  }
}
