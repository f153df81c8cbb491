// Who is signed in, and what the client needs to know of this installation.

import { z } from 'zod'
import { roles } from '#core/contract.ts'
import { instant, routeTable, uuid } from '#http/contract/route.ts'

export const sessionView = z.object({
  person: z.object({
    id: uuid,
    name: z.string(),
    email: z.string().describe('What they sign in with.'),
    role: z.enum(roles),
    factor: z.enum(['password', 'two-factor', 'passkey']),
    /** False: every other route answers second-factor-missing to those whose role needs one. */
    secondFactor: z.boolean(),
  }),
  commune: z.object({
    id: uuid,
    name: z.string(),
    managers: z.array(z.string()).describe('Who opens mailboxes to its people, by name, at most three.'),
  }),
  department: z.object({ name: z.string(), number: z.string(), phone: z.string().nullable() }),
  /** Where HTML messages are shown: a host that knows no session. Without a slash at the end. */
  contentOrigin: z.string(),
  /** The page there in which a message is shown; a browser keeps it, and each build has another. */
  frame: z.string(),
  expiresAt: instant,
})

export const sessionRoutes = routeTable({
  'GET /session': {
    permission: 'self',
    summary: 'Who is signed in.',
    answer: sessionView,
    beforeSecondFactor: true,
  },
})
