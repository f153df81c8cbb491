// A lost second factor is taken away by two people: one asks and says why, another one agrees. The person then begins
// again with a code.

import { z } from 'zod'
import { roles } from '#core/contract.ts'
import { instant, routeTable, uuid } from '#http/contract/route.ts'
import { issuedCode } from './activation.ts'

export const factorReset = z.object({
  id: uuid,
  person: z.object({
    id: uuid,
    name: z.string(),
    email: z.string(),
    role: z.enum(roles),
    commune: z.string(),
  }),
  askedBy: z.object({ id: uuid, name: z.string() }).nullable(),
  reason: z.string(),
  from: instant
    .nullable()
    .describe(
      'From when on whoever reads this can agree, where they or whoever asked got their access within a day.',
    ),
  createdAt: instant,
  expiresAt: instant,
})

const params = z.object({ reset: uuid })

export const factorResetRoutes = routeTable({
  'GET /factor-resets': {
    permission: 'reset:factor',
    summary: 'What was asked for and nobody has settled.',
    answer: z.object({
      rows: z.array(factorReset),
      others: z
        .array(z.object({ id: uuid, name: z.string(), from: instant.nullable() }))
        .describe(
          'Who besides whoever asks administers and can sign in: nobody else can agree, and before `from` not they either.',
        ),
    }),
  },
  'POST /factor-resets': {
    permission: 'reset:factor',
    summary:
      'Asks that somebody’s second factors are taken away; another person must agree within three days.',
    body: z.strictObject({ person: uuid, reason: z.string().trim().min(3).max(500) }),
    answer: factorReset,
    status: 201,
  },
  'POST /factor-resets/{reset}/agreement': {
    permission: 'reset:factor',
    summary:
      'Takes the factors away, ends the sessions and gives a code; same-person for whoever asked or is meant, access-too-new where one of the two got their access within a day.',
    params,
    answer: issuedCode,
  },
  'POST /factor-resets/{reset}/refusal': {
    permission: 'reset:factor',
    summary: 'Leaves everything as it was; whoever asked may take it back so, which the log tells apart.',
    params,
    answer: null,
  },
})
