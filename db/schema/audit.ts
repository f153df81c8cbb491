// Who changed what. Rows are only ever added, each sealed with the one before it by a trigger (migration `audit`), in the
// transaction of the change itself; a chain that was tampered with is found by `vaguemestre audit verify`.

import { sql } from 'drizzle-orm'
import { bigint, check, index, inet, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { instant } from './columns.ts'

export const audit = pgTable(
  'audit',
  {
    /** Without gaps, given by the trigger. */
    id: bigint('id', { mode: 'number' }).primaryKey(),
    at: instant('at').notNull(),
    /** `person`, `key` (an API key), `machine` (a command on it) or `process`. */
    actorKind: text('actor_kind', { enum: ['person', 'key', 'machine', 'process'] }).notNull(),
    /** No foreign key: what was done outlives who did it. */
    actorId: uuid('actor_id'),
    /** As it was then: an address, the name of a key, of a command. */
    actor: text('actor').notNull(),
    client: inet('client'),
    /** The commune it is about; null for what is the département's alone. */
    communeId: uuid('commune_id'),
    /** `action:entity`, as permissions are named. */
    action: text('action').notNull(),
    entityId: text('entity_id').notNull(),
    /** How a person would call it: an address, a name. */
    entity: text('entity').notNull(),
    /** Only what changed; never a secret. Null for what was not there, or is no more. */
    before: jsonb('before').$type<Readonly<Record<string, unknown>>>(),
    after: jsonb('after').$type<Readonly<Record<string, unknown>>>(),
    /** SHA-256 of the row before and of this one. */
    seal: text('seal').notNull(),
  },
  (table) => [
    index('audit_commune_id').on(table.communeId, table.id),
    index('audit_actor_id').on(table.actorId, table.id),
    index('audit_entity_id').on(table.entityId, table.id),
    index('audit_action').on(table.action, table.id),
    index('audit_at').on(table.at),
    check('audit_actor_kind', sql`${table.actorKind} in ('person', 'key', 'machine', 'process')`),
    check('audit_action_form', sql`${table.action} ~ '^[a-z-]+:[a-z-]+$'`),
    check('audit_seal', sql`${table.seal} ~ '^[0-9a-f]{64}$'`),
  ],
)
