// What anybody may be told of this installation.

import { mailServersRoutes } from '#http/contract/mail-servers.ts'
import { supportRoutes } from '#http/contract/support.ts'
import { implement } from './http/handler.ts'

export const mailServersHandlers = implement(mailServersRoutes, {
  'GET /self/mail-servers': async (_, { ports }) => ports.mailServers,
})

// Whom to call when one cannot get in: the number that letters have.
export const supportHandlers = implement(supportRoutes, {
  'GET /support': async (_, { ports }) => ({ phone: ports.letterhead.phone }),
})
