// Networks that are never blocked.

import { z } from 'zod'
import { instant, routeTable, uuid } from '#http/contract/route.ts'
import { network } from './network.ts'

export const trustedNetworkRow = z.object({
  id: uuid,
  network: z.string(),
  note: z.string(),
  createdAt: instant,
})

export const trustedNetworkRoutes = routeTable({
  'GET /trusted-networks': {
    permission: 'read:security',
    summary: 'Networks that are never blocked.',
    answer: z.object({ rows: z.array(trustedNetworkRow) }),
  },
  'GET /trusted-networks/export': {
    permission: 'read:security',
    summary: 'Networks that are never blocked, as a table for a spreadsheet.',
    answer: { file: 'text/csv' },
  },
  'POST /trusted-networks': {
    permission: 'change:trusted-network',
    summary: 'A network that is never blocked, such as a mairie’s own line.',
    body: z.strictObject({ network, note: z.string().trim().max(500).default('') }),
    answer: trustedNetworkRow,
    status: 201,
  },
  'DELETE /trusted-networks/{id}': {
    permission: 'change:trusted-network',
    summary: 'The network may be blocked again.',
    params: z.object({ id: uuid }),
    answer: null,
  },
})
