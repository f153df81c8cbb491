// Whom to call when one cannot get in: the number that letters have.

import { supportRoutes } from '#http/contract/support.ts'
import { implement } from './http/handler.ts'

export const supportHandlers = implement(supportRoutes, {
  'GET /support': async (_, { ports }) => ({ phone: ports.letterhead.phone }),
})
