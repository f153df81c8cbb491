// Who is signed in, as the panel needs it to show what may be done.

import { z } from 'zod'
import { permissions, roles } from '#core/contract.ts'
import { instant, routeTable, uuid } from '#http/contract/route.ts'

export const sessionView = z.object({
  person: z.object({
    id: uuid,
    name: z.string(),
    email: z.string(),
    role: z.enum(roles),
    factor: z.enum(['password', 'two-factor', 'passkey']),
    /** False: every other route answers second-factor-missing until one is set up. */
    secondFactor: z.boolean(),
  }),
  commune: z.object({ id: uuid, name: z.string(), kind: z.enum(['commune', 'department']) }),
  /** With the names of some who administer it: whom to ask for what a role does not allow. */
  department: z.object({ name: z.string(), number: z.string(), administrators: z.array(z.string()) }),
  permissions: z.array(z.enum(permissions)),
  expiresAt: instant,
})

export const sessionRoutes = routeTable({
  'GET /session': {
    permission: 'self',
    summary: 'Who is signed in, and what they may do.',
    answer: sessionView,
    beforeSecondFactor: true,
  },
})
