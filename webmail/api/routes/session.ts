// Who is signed in.

import { sessionRoutes } from '../../contract/session.ts'
import { implement } from '../http/handler.ts'

export const sessionHandlers = implement(sessionRoutes, {
  'GET /session': async (_, { person, ports }) => {
    const { id, name, email, role, factor, secondFactor, commune, department } = person
    return {
      person: { id, name, email, role, factor, secondFactor },
      commune: { id: commune.id, name: commune.name },
      department: { ...department, phone: ports.phone },
      contentOrigin: ports.contentOrigin,
      frame: ports.frame,
      expiresAt: person.sessionExpiresAt.toISOString(),
    }
  },
})
