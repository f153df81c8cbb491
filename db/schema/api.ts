// What the admin API keeps for itself: keys of programs, and the answers to creations that may be asked for twice.

import { sql } from 'drizzle-orm'
import {
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uuid,
} from 'drizzle-orm/pg-core'
import { communeId, id, instant, lifecycle } from './columns.ts'
import { commune, tenantKinds } from './tenant.ts'

/** A program's access. Its tenant is its scope: the département's own tenant sees every commune. */
export const apiKey = pgTable(
  'api_key',
  {
    id: id(),
    communeId: communeId(),
    tenantKind: text('tenant_kind', { enum: tenantKinds }).notNull(),
    name: text('name').notNull(),
    /** What stands before the dot of the key; it chooses the row and is no secret. */
    selector: text('selector').notNull().unique(),
    /** SHA-256 of the whole key, which carries 160 random bits. */
    digest: text('digest').notNull(),
    permissions: text('permissions').array().notNull(),
    expiresAt: instant('expires_at').notNull(),
    lastUsedAt: instant('last_used_at'),
    revokedAt: instant('revoked_at'),
    createdBy: uuid('created_by'),
    ...lifecycle(),
  },
  (table) => [
    foreignKey({
      name: 'api_key_tenant',
      columns: [table.communeId, table.tenantKind],
      foreignColumns: [commune.id, commune.kind],
    }).onDelete('cascade'),
    index('api_key_commune_id').on(table.communeId),
    check('api_key_name', sql`length(${table.name}) between 1 and 100`),
    check('api_key_digest', sql`${table.digest} ~ '^[0-9a-f]{64}$'`),
    check('api_key_permissions', sql`cardinality(${table.permissions}) > 0`),
    check('api_key_expires', sql`${table.expiresAt} <= ${table.createdAt} + interval '400 days'`),
  ],
)

/** The answer to a creation, for whoever asks again with the same key; a day old, it is forgotten. */
export const idempotentAnswer = pgTable(
  'idempotent_answer',
  {
    actorId: uuid('actor_id').notNull(),
    key: text('key').notNull(),
    /** SHA-256 of method, path and body: the same key for something else is a mistake. */
    request: text('request').notNull(),
    status: integer('status').notNull(),
    answer: jsonb('answer').notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.actorId, table.key] }),
    index('idempotent_answer_created_at').on(table.createdAt),
    check('idempotent_answer_key', sql`length(${table.key}) between 8 and 200`),
  ],
)
