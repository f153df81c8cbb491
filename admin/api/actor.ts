// Who asks: by the cookie of a session, or by the key of a program. Both are read anew for each request, so that what was
// taken away counts at once.

import { clientNetwork } from '#core/client-network.ts'
import type { Database } from '#db/connection.ts'
import type { OwnTurns } from '#db/own-turns.ts'
import { findSignedIn } from '#db/stores/signed-in.ts'
import type { Actor, Factor } from '#identity/actor.ts'
import type { Authentication } from '#identity/authentication/authentication.ts'
import { permissionsOf } from '#identity/permissions.ts'
import { keyActor } from './key-actor.ts'

export interface ActorParts {
  readonly database: Database
  readonly authentication: Authentication
  readonly asking: OwnTurns
}

export const actorReader =
  ({ database, authentication, asking }: ActorParts) =>
  async (
    request: Request,
    client: string,
    setCookies: (cookies: readonly string[]) => void,
  ): Promise<Actor | null> => {
    const authorization = request.headers.get('authorization')
    // Whoever brings a key is a program, and never taken for the person whose cookie comes along.
    if (authorization !== null) {
      // Whose key it is shows only in the database.
      using _turn = await asking.take(clientNetwork(client).host)
      return await keyActor(database, authorization, client)
    }
    const session = await authentication.sessionNamed(request)
    if (session === null) return null
    using _turn = await asking.take(session)
    const found = await authentication.sessionOf(request)
    if (found === null) return null
    setCookies(found.cookies)
    const signedIn = await findSignedIn(database, found.user.id)
    if (signedIn === null) return null
    // What a password alone opened is worth nothing any more once a second factor is on.
    if (signedIn.secondFactor && readFactor(found.session.factor) === 'password') return null
    const { id, email, role, commune } = signedIn
    return {
      kind: 'person',
      id,
      name: email,
      role,
      factor: readFactor(found.session.factor),
      session: found.session.id,
      commune: commune.id,
      scope:
        commune.kind === 'department' ? { kind: 'department' } : { kind: 'commune', commune: commune.id },
      permissions: permissionsOf(role),
      client,
    }
  }

const readFactor = (text: string): Factor => (text === 'two-factor' || text === 'passkey' ? text : 'password')
