// The security log: what looked like an attack. The département’s alone.

import { z } from 'zod'
import { network } from './network.ts'
import { instant, pageOf, pageQuery, routeTable } from './route.ts'

const securityEventFilter = z.object({
  kind: z.string().max(50).optional(),
  network: network.optional(),
  since: instant.optional(),
})

export const securityEventRow = z.object({
  id: z.int(),
  at: instant,
  kind: z.string(),
  network: z.string(),
  detail: z.string(),
})

export const securityEventRoutes = routeTable({
  'GET /security-events': {
    permission: 'read:security',
    summary:
      'What looked like an attack, newest first. The département’s alone: attacks are not a commune’s.',
    query: pageQuery.extend(securityEventFilter.shape),
    answer: pageOf(securityEventRow),
  },
  'GET /security-events/export': {
    permission: 'read:security',
    summary: 'The same rows as a table for a spreadsheet, newest first; 100,000 at most.',
    query: securityEventFilter,
    answer: { file: 'text/csv' },
  },
})
