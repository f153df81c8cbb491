// Senders that are let through or refused, whatever our filters find.

import { z } from 'zod'
import { communeId, instant, pageOf, pageQuery, routeTable, uuid } from '#http/contract/route.ts'
import { policyTenant } from './policy-tenant.ts'

export const senderRuleRow = z.object({
  id: uuid,
  commune: policyTenant.describe('The département’s rules hold for all, and come first.'),
  kind: z.enum(['address', 'domain', 'network']),
  value: z.string(),
  effect: z.enum(['allow', 'deny']),
  note: z.string(),
  createdAt: instant,
})

export const newSenderRule = z.strictObject({
  commune: communeId.nullable().describe('Null for all communes: the département’s own rule.'),
  kind: z.enum(['address', 'domain', 'network']),
  value: z.string().trim().min(2).max(320).describe('A domain stands for its subdomains too.'),
  effect: z.enum(['allow', 'deny']),
  note: z.string().trim().max(500).default(''),
})

const senderRuleFilter = z.object({
  commune: communeId.optional().describe('This commune’s and the département’s.'),
  effect: z.enum(['allow', 'deny']).optional(),
  search: z.string().max(200).optional().describe('Part of the value or note.'),
})

export const senderRuleRoutes = routeTable({
  'GET /sender-rules': {
    permission: 'read:policy',
    summary: 'Senders that are let through or refused, newest first, the département’s among them.',
    query: pageQuery.extend(senderRuleFilter.shape),
    answer: pageOf(senderRuleRow),
  },
  'GET /sender-rules/export': {
    permission: 'read:policy',
    summary: 'Every rule of the filter, as a table for a spreadsheet.',
    query: senderRuleFilter,
    answer: { file: 'text/csv' },
  },
  'POST /sender-rules': {
    permission: 'change:policy',
    summary: 'A new rule about a sender.',
    body: newSenderRule,
    answer: senderRuleRow,
    status: 201,
  },
  'DELETE /sender-rules/{rule}': {
    permission: 'change:policy',
    summary: 'Takes a rule away.',
    params: z.object({ rule: uuid }),
    answer: null,
  },
})
