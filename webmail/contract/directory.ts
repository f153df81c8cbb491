// The directory of the communes, which every box may look into and none changes.

import { z } from 'zod'
import { routeTable } from '#http/contract/route.ts'
import { boxParams } from './box.ts'
import { contactPage } from './contact.ts'

export const directoryEntry = z.object({
  name: z.string(),
  address: z.string(),
  commune: z.string(),
  kind: z.enum(['person', 'box', 'list']),
})

export const directoryRoutes = routeTable({
  'GET /boxes/{box}/directory': {
    permission: 'self',
    summary: 'People, shared boxes and lists of the communes: name, address and commune.',
    params: boxParams,
    query: z.object({ ...contactPage, own: z.literal('1').optional().describe('The own commune alone.') }),
    answer: z.object({ rows: z.array(directoryEntry), total: z.int().min(0) }),
  },
})
