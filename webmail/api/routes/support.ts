// Whom to call when one cannot get in.

import { supportRoutes } from '#http/contract/support.ts'
import { implement } from '../http/handler.ts'

export const supportHandlers = implement(supportRoutes, {
  'GET /support': async (_, { ports }) => ({ phone: ports.phone }),
})
