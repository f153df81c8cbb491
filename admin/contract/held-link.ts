// Links of the daily letter about held mail.

import { z } from 'zod'
import { instant, routeTable } from '#http/contract/route.ts'

/** What a link of the daily letter is about; whoever holds it needs no sign-in. */
export const heldLinkView = z.object({
  state: z
    .enum(['open', 'deciding', 'settled', 'expired'])
    .describe('`settled`: decided by somebody, or its time is over.'),
  action: z.enum(['release', 'trust', 'delete']),
  recipient: z.string(),
  author: z.string().nullable(),
  reason: z.string().nullable(),
  since: instant.nullable(),
})

const linkNamed = z.object({ token: z.string().min(10).max(1200) })

export const heldLinkRoutes = routeTable({
  'GET /held-links/{token}': {
    permission: 'anyone',
    summary: 'What a link of the daily letter about held mail would do.',
    params: linkNamed,
    answer: heldLinkView,
  },
  'POST /held-links/{token}': {
    permission: 'anyone',
    summary: 'Does what the link says.',
    params: linkNamed,
    body: z.strictObject({}),
    answer: heldLinkView,
  },
})
