// Logins and networks that are blocked after wrong passwords.

import { z } from 'zod'
import { instant, pageOf, pageQuery, routeTable } from '#http/contract/route.ts'
import { network } from './network.ts'

const blockFilter = z.object({ login: z.string().max(320).optional(), network: network.optional() })

export const blockRow = z.object({
  kind: z.enum(['login', 'network']),
  login: z.string().nullable().describe('Null: the network is blocked for every login.'),
  network: z.string(),
  until: instant,
  failures: z.int().describe('Wrong passwords; for a network, the logins that it tried.'),
})

export const blockRoutes = routeTable({
  'GET /blocks': {
    permission: 'read:security',
    summary: 'Who is blocked now, the longest first.',
    query: pageQuery.extend(blockFilter.shape),
    answer: pageOf(blockRow),
  },
  'GET /blocks/export': {
    permission: 'read:security',
    summary: 'Every block of the filter, as a table for a spreadsheet.',
    query: blockFilter,
    answer: { file: 'text/csv' },
  },
  'DELETE /blocks': {
    permission: 'release:block',
    summary: 'Releases a login from one network, or a network for all logins, and forgets what was counted.',
    query: z.object({ network, login: z.string().max(320).optional() }),
    answer: null,
  },
})
