// Welcoming communes: batches, the communes in them, what creating them would make, and creating them.

import { welcomeRoutes } from '../../contract/welcome.ts'
import { implement } from '../http/handler.ts'
import { batchHandlers } from '../welcome/batch-handlers.ts'
import { creationHandlers } from '../welcome/creation-handlers.ts'
import { plannedCommuneHandlers } from '../welcome/planned-commune-handlers.ts'

export const welcomeHandlers = implement(welcomeRoutes, {
  ...batchHandlers,
  ...plannedCommuneHandlers,
  ...creationHandlers,
})
