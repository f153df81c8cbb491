// How everything is.

import { countKeptMail } from '#db/stores/held/count-kept-mail.ts'
import { statusRoutes } from '../../contract/status.ts'
import { implement } from '../http/handler.ts'
import { readServiceStates } from './service-states.ts'

export const statusHandlers = implement(statusRoutes, {
  'GET /status': async (_, { database, ports }) => {
    const [states, keptMail] = await Promise.all([readServiceStates(ports), countKeptMail(database)])
    return { ...states, services: [...states.services], keptMail }
  },
})
