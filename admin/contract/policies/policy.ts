// What a commune, and the département before it, decides about mail: thresholds and kinds of files of what comes in, how
// much goes out, and whether any is sent on to the outside.

import { z } from 'zod'
import { attachmentMarks, sendingBounds } from '#core/contract.ts'
import { communeId, instant, routeTable } from '#http/contract/route.ts'
import { policyTenant } from './policy-tenant.ts'

export const attachmentActions = ['deliver', 'junk', 'hold', 'refuse'] as const

const named = z.object({ commune: communeId })
const score = z.number().min(0).max(1000)
const recipients = z.int().min(1).max(1_000_000)
const version = instant.nullable().describe('Of what was read; another one since → changed-meanwhile.')

/** Null, or left out of `attachments` and `sending`: as the département has it, or for the département as the installation has it. */
const chosen = {
  junkAt: score.nullable().describe('From this score on a message is junk.'),
  refuseAt: score.nullable().describe('From this score on it is refused.'),
  attachments: z.partialRecord(z.enum(attachmentMarks), z.enum(attachmentActions)),
  sending: z
    .partialRecord(z.enum(sendingBounds), recipients)
    .describe(
      'Most recipients: of a mailbox within an hour and a day, of a commune within an hour, and of a mailbox within a day whom its commune never corresponded with. More than the département has it, only the département gives.',
    ),
  forbidsExternalForwards: z
    .boolean()
    .describe(
      'No mail is sent on to the outside by itself. What the département forbids, no commune allows.',
    ),
}

const settings = z.object({
  junkAt: z.number(),
  refuseAt: z.number(),
  attachments: z.record(z.enum(attachmentMarks), z.enum(attachmentActions)),
  sending: z.record(z.enum(sendingBounds), z.int()),
  forbidsExternalForwards: z.boolean(),
})

export const policyView = z.object({
  commune: policyTenant,
  own: z.object(chosen),
  inherited: settings.describe('What holds where nothing of its own is chosen.'),
  effective: settings,
  version,
})

export const policyChange = z.strictObject({ version, ...chosen })

export const policyRoutes = routeTable({
  'GET /policy': {
    permission: 'read:policy',
    summary: 'The département’s policy, beside what the installation says.',
    answer: policyView,
  },
  'PUT /policy': {
    permission: 'change:policy',
    summary: 'Changes the département’s policy, for every commune that has none of its own.',
    body: policyChange,
    answer: policyView,
  },
  'GET /communes/{commune}/policy': {
    permission: 'read:policy',
    summary: 'One commune’s policy, beside the département’s.',
    params: named,
    answer: policyView,
  },
  'PUT /communes/{commune}/policy': {
    permission: 'change:policy',
    summary: 'Changes one commune’s policy.',
    params: named,
    body: policyChange,
    answer: policyView,
  },
})
