// Whom to call, for whoever cannot get in: all that is known of this installation without signing in.

import { z } from 'zod'
import { routeTable } from './route.ts'

export const supportRoutes = routeTable({
  'GET /support': {
    permission: 'anyone',
    summary: 'The number of the support, and nothing else.',
    answer: z.strictObject({ phone: z.string().nullable() }),
  },
})
