// Who is signed in.

import { findAdministratorNames } from '#db/stores/persons/team.ts'
import { findSessionPerson } from '#db/stores/security/read-session.ts'
import { Problem } from '#http/problem.ts'
import { sessionRoutes } from '../../contract/persons/session.ts'
import { implement } from '../http/handler.ts'

const namedAdministrators = 3

export const sessionHandlers = implement(sessionRoutes, {
  'GET /session': async (_, { actor, database, ports, request }) => {
    const [signedIn, found, administrators] = await Promise.all([
      findSessionPerson(database, actor.id),
      ports.authentication.sessionOf(request),
      findAdministratorNames(database.drizzle, namedAdministrators),
    ])
    if (signedIn === null || found === null || actor.kind !== 'person')
      return new Problem('not-signed-in', 'Sign in first.')
    const { id, name, email, role, secondFactor, commune, department } = signedIn
    return {
      person: { id, name, email, role, factor: actor.factor, secondFactor },
      commune,
      department: { ...department, administrators: [...administrators] },
      permissions: [...actor.permissions],
      expiresAt: found.session.expiresAt.toISOString(),
    }
  },
})
