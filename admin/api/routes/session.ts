// Who is signed in.

import { findSignedIn } from '#db/stores/signed-in.ts'
import { sessionRoutes } from '../../contract/session.ts'
import { implement } from '../http/handler.ts'
import { Problem } from '../http/problem.ts'

export const sessionHandlers = implement(sessionRoutes, {
  'GET /session': async (_, { actor, database, ports, request }) => {
    const [signedIn, found] = await Promise.all([
      findSignedIn(database, actor.id),
      ports.authentication.sessionOf(request),
    ])
    if (signedIn === null || found === null || actor.kind !== 'person')
      return new Problem('not-signed-in', 'Sign in first.')
    const { id, name, email, role, secondFactor, commune, department } = signedIn
    return {
      person: { id, name, email, role, factor: actor.factor, secondFactor },
      commune,
      department,
      permissions: [...actor.permissions],
      expiresAt: found.session.expiresAt.toISOString(),
    }
  },
})
