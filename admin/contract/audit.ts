// Who changed what: the audit log, searched and taken away as a file.

import { z } from 'zod'
import { communeId, instant, pageOf, pageQuery, routeTable, uuid } from '#http/contract/route.ts'

const change = z.record(z.string(), z.unknown()).nullable()

export const auditRow = z.object({
  id: z.int(),
  at: instant,
  actorKind: z
    .enum(['person', 'key', 'machine', 'process'])
    .describe('A person, an API key, a command on the machine, or one of our processes.'),
  actorId: uuid.nullable(),
  actor: z.string().describe('As it was then: an address, the name of a key, of a command.'),
  client: z.string().nullable().describe('From where.'),
  commune: z
    .object({ id: uuid, name: z.string() })
    .nullable()
    .describe('Null for what is the département’s alone.'),
  action: z.string().describe('`action:entity`, as permissions are named.'),
  entityId: z.string(),
  entity: z.string().describe('How a person would call it.'),
  before: change,
  after: change,
})

const auditFilter = z.object({
  commune: communeId.optional(),
  actorId: uuid.optional(),
  actor: z.string().max(320).optional().describe('Part of who did it.'),
  action: z
    .string()
    .regex(/^[a-z-]+:[a-z-]+$/)
    .max(60)
    .optional(),
  entityId: z.string().max(100).optional(),
  search: z.string().max(200).optional().describe('Part of what it was done to.'),
  since: instant.optional(),
  until: instant.optional(),
})

export const auditRoutes = routeTable({
  'GET /audit': {
    permission: 'read:audit',
    summary: 'Changes, newest first.',
    query: pageQuery.extend(auditFilter.shape),
    answer: pageOf(auditRow),
  },
  'GET /audit/actions': {
    permission: 'read:audit',
    summary: 'The actions that the log knows, for a filter.',
    answer: z.object({ actions: z.array(z.string()) }),
  },
  'GET /audit/export': {
    permission: 'read:audit',
    summary: 'The same rows as a CSV file, newest first; 100,000 at most.',
    query: auditFilter,
    answer: { file: 'text/csv' },
  },
})
