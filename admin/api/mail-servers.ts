// What mail programs must be told.

import { mailServersRoutes } from '#http/contract/mail-servers.ts'
import { implement } from './http/handler.ts'

export const mailServersHandlers = implement(mailServersRoutes, {
  'GET /self/mail-servers': async (_, { ports }) => ports.mailServers,
})
