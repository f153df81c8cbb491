// Letters that open the first access: one page for each person, with a code that works once.

import { z } from 'zod'
import { routeTable, uuid } from '#http/contract/route.ts'

export const letterRoutes = routeTable({
  'POST /letters': {
    permission: 'activate:person',
    summary:
      'One A4 page for each person, with a new activation code: printing anew makes older letters of the same person useless.',
    body: z.union([
      z.strictObject({
        people: z
          .array(uuid)
          .min(1)
          .max(500)
          .describe('Those who have not opened their access yet; one who has is an error.'),
      }),
      z.strictObject({
        welcome: uuid.describe('Everybody whom this batch brought and who has not opened their access yet.'),
      }),
    ]),
    answer: { file: 'application/pdf' },
  },
})
