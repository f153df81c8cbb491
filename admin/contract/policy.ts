// What a commune, and the département before it, decides about incoming mail: thresholds, kinds of files, lists of
// senders, names that nobody may borrow.

import { z } from 'zod'
import { communeId, instant, pageOf, pageQuery, routeTable, uuid } from './route.ts'

export const attachmentMarks = [
  'executable',
  'script',
  'macro',
  'html-smuggling',
  'disk-image',
  'shortcut',
  'onenote',
  'encrypted-archive',
  'nested-archive',
  'archive-bomb',
  'unreadable-archive',
] as const
export const attachmentActions = ['deliver', 'junk', 'hold', 'refuse'] as const

const tenant = z.object({ id: uuid, name: z.string(), kind: z.enum(['commune', 'department']) })
const named = z.object({ commune: communeId })
const score = z.number().min(0).max(1000)
const version = instant.nullable().describe('Of what was read; another one since → changed-meanwhile.')

/** Null, or left out of `attachments`: as the département has it, or for the département as the installation has it. */
const chosen = {
  junkAt: score.nullable().describe('From this score on a message is junk.'),
  refuseAt: score.nullable().describe('From this score on it is refused.'),
  attachments: z.partialRecord(z.enum(attachmentMarks), z.enum(attachmentActions)),
}

const settings = z.object({
  junkAt: z.number(),
  refuseAt: z.number(),
  attachments: z.record(z.enum(attachmentMarks), z.enum(attachmentActions)),
})

export const policyView = z.object({
  commune: tenant,
  own: z.object(chosen),
  inherited: settings.describe('What holds where nothing of its own is chosen.'),
  effective: settings,
  version,
})

export const policyChange = z.strictObject({ version, ...chosen })

export const senderRuleRow = z.object({
  id: uuid,
  commune: tenant.describe('The département’s rules hold for all, and come first.'),
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

export const protectedNameRow = z.object({
  id: uuid,
  commune: tenant,
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
