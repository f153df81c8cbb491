// Addresses that lead to mailboxes and keep nothing themselves: aliases, and lists with their members.

import { sql } from 'drizzle-orm'
import { check, foreignKey, index, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import { address } from './address.ts'
import { addressParts, communeId, id, lifecycle, revision } from './columns.ts'
import { localPartIsKey, whole } from './local-part-key.ts'
import { domain } from './tenant.ts'

export const alias = pgTable(
  'alias',
  {
    id: id(),
    communeId: communeId(),
    ...addressParts(),
    address: text('address').notNull().generatedAlwaysAs(whole()).unique(),
    revision: revision(),
    ...lifecycle(),
  },
  (table) => [
    foreignKey({
      name: 'alias_domain',
      columns: [table.communeId, table.domain],
      foreignColumns: [domain.communeId, domain.name],
    }),
    unique('alias_commune_id_id').on(table.communeId, table.id),
    index('alias_commune_address').on(table.communeId, table.address),
    index('alias_search').using('gin', sql`${table.address} gin_trgm_ops`),
    check('alias_local_part', localPartIsKey(table.localPart)),
  ],
)

/** Where an alias leads: other addresses of this house, aliases included. */
export const aliasTarget = pgTable(
  'alias_target',
  {
    aliasId: uuid('alias_id').notNull(),
    communeId: communeId(),
    target: text('target')
      .notNull()
      .references(() => address.address, { onDelete: 'cascade', onUpdate: 'cascade' }),
  },
  (table) => [
    primaryKey({ columns: [table.aliasId, table.target] }),
    foreignKey({
      name: 'alias_target_alias',
      columns: [table.communeId, table.aliasId],
      foreignColumns: [alias.communeId, alias.id],
    }).onDelete('cascade'),
    index('alias_target_target').on(table.target),
  ],
)

/** A list: as an alias leads to its targets, a list reaches its members; members may be lists, to a bounded depth. */
export const list = pgTable(
  'list',
  {
    id: id(),
    communeId: communeId(),
    ...addressParts(),
    address: text('address').notNull().generatedAlwaysAs(whole()).unique(),
    name: text('name').notNull(),
    /** From whom it takes mail; another sender is refused. */
    senders: text('senders', { enum: ['anyone', 'department', 'members'] })
      .notNull()
      .default('anyone'),
    revision: revision(),
    ...lifecycle(),
  },
  (table) => [
    foreignKey({
      name: 'list_domain',
      columns: [table.communeId, table.domain],
      foreignColumns: [domain.communeId, domain.name],
    }),
    unique('list_commune_id_id').on(table.communeId, table.id),
    index('list_words').using('gin', sql`search_words(${table.name}, ${table.address}) gin_trgm_ops`),
    index('list_commune_address').on(table.communeId, table.address),
    check('list_local_part', localPartIsKey(table.localPart)),
    check('list_senders', sql`${table.senders} in ('anyone', 'department', 'members')`),
  ],
)

export const listMember = pgTable(
  'list_member',
  {
    listId: uuid('list_id').notNull(),
    communeId: communeId(),
    target: text('target')
      .notNull()
      .references(() => address.address, { onDelete: 'cascade', onUpdate: 'cascade' }),
    ...lifecycle(),
  },
  (table) => [
    primaryKey({ columns: [table.listId, table.target] }),
    foreignKey({
      name: 'list_member_list',
      columns: [table.communeId, table.listId],
      foreignColumns: [list.communeId, list.id],
    }).onDelete('cascade'),
    index('list_member_target').on(table.target),
  ],
)
