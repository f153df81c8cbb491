// One's own name.

import { z } from 'zod'
import { personName } from '#http/contract/person-fields.ts'
import { routeTable } from '#http/contract/route.ts'

export const profileRoutes = routeTable({
  'PATCH /self/profile': {
    permission: 'self',
    summary: 'One’s own name.',
    body: z.strictObject({ name: personName }),
    answer: z.object({ name: z.string() }),
  },
})
