// Keys with which programs use this API: for one commune or the département, for some permissions, for a year at most.

import { z } from 'zod'
import { neverByKey, permissions } from '#core/contract.ts'
import { communeId, instant, routeTable, uuid } from '#http/contract/route.ts'

/** What a key may be given. */
export const grantable = permissions.filter((name) => !neverByKey.includes(name))

export const apiKeyRow = z.object({
  id: uuid,
  name: z.string(),
  commune: z
    .object({ id: uuid, name: z.string(), kind: z.enum(['commune', 'department']) })
    .describe('How far it sees: one commune, or with the département’s own tenant all of them.'),
  selector: z.string().describe('The first part of the key, to know it again.'),
  permissions: z.array(z.string()),
  createdAt: instant,
  createdBy: z.string().nullable().describe('Null when this person is no more.'),
  expiresAt: instant,
  lastUsedAt: instant.nullable().describe('To about five minutes.'),
  revokedAt: instant.nullable(),
  state: z.enum(['active', 'expired', 'revoked']),
})

export const newApiKey = z.strictObject({
  name: z.string().trim().min(1).max(100),
  commune: communeId.nullable().describe('Null for the whole département.'),
  permissions: z.array(z.enum(grantable)).min(1).max(permissions.length),
  expiresInDays: z.int().min(1).max(365),
})

export const apiKeyRoutes = routeTable({
  'GET /api-keys': {
    permission: 'read:api-key',
    summary: 'Every key, newest first; never the key itself.',
    answer: z.object({ rows: z.array(apiKeyRow) }),
  },
  'GET /api-keys/export': {
    permission: 'read:api-key',
    summary: 'Every key as a table for a spreadsheet; never the key itself.',
    answer: { file: 'text/csv' },
  },
  'POST /api-keys': {
    permission: 'change:api-key',
    summary: 'A new key, shown this once. It may do no more than whoever makes it.',
    body: newApiKey,
    answer: apiKeyRow.extend({
      key: z.string().describe('`vmk_<selector>.<secret>`, for Authorization: Bearer.'),
    }),
    status: 201,
    shownOnce: true,
  },
  'DELETE /api-keys/{key}': {
    permission: 'change:api-key',
    summary: 'Revokes a key at once.',
    params: z.object({ key: uuid }),
    answer: null,
  },
})
