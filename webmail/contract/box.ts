// The boxes that a person may open: their own, and those they share with others. A person's rights in a box are asked of the
// directory with each request.

import { z } from 'zod'
import { mailboxId, routeTable } from '#http/contract/route.ts'

export const boxParams = z.object({ box: mailboxId })

export const boxRoles = ['owner', 'read', 'write', 'send', 'manage'] as const

export const boxView = z.object({
  id: mailboxId,
  address: z.string(),
  name: z.string(),
  kind: z.enum(['personal', 'shared']),
  /** `read` opens and changes nothing; `write` files; `send` and above also write as the box. */
  role: z.enum(boxRoles),
  commune: z.string(),
  /** Unread messages of its inbox; null while the box cannot be asked. */
  unread: z.int().min(0).nullable(),
})

export const boxRoutes = routeTable({
  'GET /boxes': {
    permission: 'self',
    summary: 'Boxes of whoever is signed in, their own first, with what is unread.',
    answer: z.object({ rows: z.array(boxView) }),
  },
})
