// Who is signed in.

import { grantorsStore } from '#db/stores/persons/grantors.ts'
import { sessionRoutes } from '../../contract/session.ts'
import { implement } from '../http/handler.ts'

export const sessionHandlers = implement(sessionRoutes, {
  'GET /session': async (_, { person, ports, database }) => {
    const { id, name, email, role, factor, secondFactor, commune, department } = person
    const managers = await grantorsStore(database).ofCommune(commune.id, id)
    return {
      person: { id, name, email, role, factor, secondFactor },
      commune: { id: commune.id, name: commune.name, managers: [...managers] },
      department: { ...department, phone: ports.phone },
      contentOrigin: ports.contentOrigin,
      frame: ports.frame,
      expiresAt: person.sessionExpiresAt.toISOString(),
    }
  },
})
