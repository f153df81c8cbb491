// How each process and daemon is, as the orchestrator last said.

import { z } from 'zod'
import { instant, routeTable } from '#http/contract/route.ts'

export const serviceStates = ['starting', 'healthy', 'degraded', 'stopped', 'failed', 'unknown'] as const

const amount = z.object({ messages: z.int(), bytes: z.int() })

export const statusRoutes = routeTable({
  'GET /status': {
    permission: 'read:status',
    summary: 'How each process and daemon is.',
    answer: z.object({
      state: z.enum(['healthy', 'degraded', 'failed', 'unknown']).describe('Of the worst of them.'),
      checkedAt: instant
        .nullable()
        .describe('When the orchestrator last said; unknown when that is too old.'),
      services: z.array(
        z.object({
          name: z.string(),
          kind: z.enum(['process', 'daemon']),
          state: z.enum(serviceStates),
          since: instant.nullable(),
          detail: z.string(),
        }),
      ),
      keptMail: z
        .object({ waiting: amount, held: amount })
        .describe('Mail that is ours and in no mailbox yet.'),
    }),
  },
})
