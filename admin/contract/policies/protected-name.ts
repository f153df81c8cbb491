// Names that a message from outside must not borrow.

import { z } from 'zod'
import { communeId, instant, pageOf, pageQuery, routeTable, uuid } from '#http/contract/route.ts'
import { policyTenant } from './policy-tenant.ts'

export const protectedNameRow = z.object({
  id: uuid,
  commune: policyTenant,
  name: z.string(),
  knownAddresses: z.array(z.string()).describe('From which this person does write.'),
  createdAt: instant,
  version: instant,
})

const name = z.string().trim().min(3).max(200)
const knownAddresses = z.array(z.string().trim().min(3).max(320)).max(20)

export const newProtectedName = z.strictObject({
  commune: communeId.nullable().describe('Null for the département’s own.'),
  name,
  knownAddresses: knownAddresses.default([]),
})

const protectedNameFilter = z.object({
  commune: communeId.optional().describe('This commune’s and the département’s.'),
  search: z.string().max(200).optional().describe('Part of the name.'),
})

export const protectedNameRoutes = routeTable({
  'GET /protected-names': {
    permission: 'read:policy',
    summary: 'Names that a message from outside must not borrow, by name, the département’s among them.',
    query: pageQuery.extend(protectedNameFilter.shape),
    answer: pageOf(protectedNameRow),
  },
  'GET /protected-names/export': {
    permission: 'read:policy',
    summary: 'Every name of the filter, as a table for a spreadsheet.',
    query: protectedNameFilter,
    answer: { file: 'text/csv' },
  },
  'POST /protected-names': {
    permission: 'change:policy',
    summary: 'Protects a name.',
    body: newProtectedName,
    answer: protectedNameRow,
    status: 201,
  },
  'PATCH /protected-names/{name}': {
    permission: 'change:policy',
    summary: 'Changes a protected name, or from where this person writes.',
    params: z.object({ name: uuid }),
    body: z.strictObject({
      version: instant,
      name: name.optional(),
      knownAddresses: knownAddresses.optional(),
    }),
    answer: protectedNameRow,
  },
  'DELETE /protected-names/{name}': {
    permission: 'change:policy',
    summary: 'Protects a name no longer.',
    params: z.object({ name: uuid }),
    answer: null,
  },
})
