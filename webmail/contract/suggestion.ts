// Whom one may mean by the beginning of a name or an address.

import { z } from 'zod'
import { routeTable } from '#http/contract/route.ts'
import { boxParams } from './box.ts'
import { correspondent } from './conversation.ts'

export const mostSuggestions = 12

export const suggestionRoutes = routeTable({
  'GET /boxes/{box}/suggestions': {
    permission: 'self',
    summary:
      'Recipients whose name has a word, or whose address, that begins like this; the likeliest first.',
    params: boxParams,
    query: z.object({ q: z.string().max(200) }),
    answer: z.object({
      /** Own contacts, then the own commune, then whom this box wrote to of late, then the other communes; no address twice. */
      rows: z
        .array(
          correspondent.extend({
            kind: z.enum(['contact', 'directory', 'past']),
            /** Of an entry of the directory; empty for others. */
            commune: z.string(),
          }),
        )
        .max(mostSuggestions),
      /** Own groups of this name, with whom each stands for. */
      groups: z.array(z.object({ name: z.string(), members: z.array(correspondent) })).max(mostSuggestions),
    }),
  },
})
