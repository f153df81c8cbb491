// Who asks: a person by the cookie of their session. Keys of programs open the panel's API alone.

import type { Database } from '#db/connection.ts'
import type { OwnTurns } from '#db/own-turns.ts'
import { findSignedIn, type SignedIn } from '#db/stores/signed-in.ts'
import type { Factor } from '#identity/actor.ts'
import type { Authentication } from '#identity/authentication/authentication.ts'
import { needsSecondFactor } from '#identity/permissions.ts'

export interface Person extends SignedIn {
  readonly factor: Factor
  /** Id of the session. */
  readonly session: string
  readonly sessionExpiresAt: Date
  /** Their role needs a second factor that is not set up yet. */
  readonly factorMissing: boolean
}

interface PersonParts {
  readonly database: Database
  readonly authentication: Authentication
  readonly asking: OwnTurns
}

/** Null for nobody, an expired session, or a person who is suspended; rejects when the database does not answer. */
export const personReader =
  ({ database, authentication, asking }: PersonParts) =>
  async (
    request: Request,
    setCookies: ((cookies: readonly string[]) => void) | null,
  ): Promise<Person | null> => {
    const named = await authentication.sessionNamed(request)
    if (named === null) return null
    using _turn = await asking.take(named)
    const found = await authentication.sessionOf(request, { prolong: setCookies !== null })
    if (found === null) return null
    setCookies?.(found.cookies)
    const signedIn = await findSignedIn(database, found.user.id)
    if (signedIn === null) return null
    const factor = readFactor(found.session.factor)
    // What a password alone opened is worth nothing any more once a second factor is on.
    if (signedIn.secondFactor && factor === 'password') return null
    return {
      ...signedIn,
      factor,
      session: found.session.id,
      sessionExpiresAt: found.session.expiresAt,
      factorMissing: factor === 'password' && needsSecondFactor(signedIn.role),
    }
  }

const readFactor = (text: string): Factor => (text === 'two-factor' || text === 'passkey' ? text : 'password')
