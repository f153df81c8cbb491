// Who asks: by the cookie of a session, or by the key of a program. Both are read anew for each request, so that what was
// taken away counts at once.

import { clientNetwork } from '#core/address/client-network.ts'
import type { Actor } from '#identity/actor.ts'
import { signedInSessionReader } from '#identity/authentication/signed-in-session.ts'
import { permissionsOf } from '#identity/permissions.ts'
import { keyActor } from './key-actor.ts'

export const actorReader = (parts: Parameters<typeof signedInSessionReader>[0]) => {
  const { database, asking } = parts
  const signedIn = signedInSessionReader(parts)
  return async (
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
    const found = await signedIn(request, { prolong: true })
    if (found === null) return null
    const { person, factor, id: session, cookies } = found
    setCookies(cookies)
    const { id, email, role, commune } = person
    return {
      ...{ kind: 'person', id, name: email, role, factor, session },
      commune: commune.id,
      scope:
        commune.kind === 'department' ? { kind: 'department' } : { kind: 'commune', commune: commune.id },
      permissions: permissionsOf(role),
      client,
    }
  }
}
