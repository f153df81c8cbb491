// All boxes of a person as one: their inboxes merged by date, or what a search finds in any of them.

import { z } from 'zod'
import { mailboxId, routeTable } from '#http/contract/route.ts'
import { conversationPage, listFilters } from './conversation.ts'

export const everyBoxRoutes = routeTable({
  'GET /conversations': {
    permission: 'self',
    summary: 'Conversations in the inboxes of all boxes of whoever is signed in, the newest first.',
    query: z.object({
      offset: z.coerce.number().int().min(0).max(10_000_000).default(0),
      limit: z.coerce.number().int().min(1).max(200).default(50),
      filter: z.enum(listFilters).optional(),
      /** A row for each message in place of conversations. */
      single: z.literal('1').optional(),
      q: z
        .string()
        .max(1000)
        .optional()
        .describe('A search in all folders but junk and trash of all boxes: a row for each message.'),
    }),
    answer: conversationPage.extend({
      missing: z
        .array(mailboxId)
        .describe('Boxes that did not answer: what lies in them is not in the list.'),
    }),
  },
})
