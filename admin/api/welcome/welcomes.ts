// Welcoming communes: batches, the communes in them, what creating them would make, and creating them.

import { welcomeRoutes } from '../../contract/communes/welcome.ts'
import { implement } from '../http/handler.ts'
import { batchHandlers } from './batch-handlers.ts'
import { creationHandlers } from './creation-handlers.ts'
import { plannedCommuneHandlers } from './planned-commune-handlers.ts'

export const welcomeHandlers = implement(welcomeRoutes, {
  ...batchHandlers,
  ...plannedCommuneHandlers,
  ...creationHandlers,
})
