// What keeps mail. A mailbox has no password of its own.

import { sql } from 'drizzle-orm'
import { bigint, boolean, check, foreignKey, index, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import { addressParts, communeId, id, instant, lifecycle, revision } from './columns.ts'
import { localPartIsKey, whole } from './local-part-key.ts'
import { person } from './person.ts'
import { domain } from './tenant.ts'

export const mailbox = pgTable(
  'mailbox',
  {
    id: id(),
    communeId: communeId(),
    ...addressParts(),
    address: text('address').notNull().generatedAlwaysAs(whole()).unique(),
    kind: text('kind', { enum: ['personal', 'shared'] }).notNull(),
    ownerPersonId: uuid('owner_person_id').references(() => person.id),
    quotaBytes: bigint('quota_bytes', { mode: 'number' }).notNull(),
    suspendedAt: instant('suspended_at'),
    /** Set once the folders exist in Dovecot; the address answers 450 until then. */
    provisionedAt: instant('provisioned_at'),
    /** Since when it has had no room; null while it has. Senders are told to wait first, then that it is full. */
    fullSince: instant('full_since'),
    /** What a forward leaves behind: true keeps a copy here as well. */
    forwardKeepsCopy: boolean('forward_keeps_copy').notNull().default(true),
    /** How people call it, on a letter and in a list: « Secrétariat », « Marie Durand ». */
    name: text('name').notNull().default(''),
    /** From then on nobody opens it any more: the end of a mandate or of a contract. */
    expiresAt: instant('expires_at'),
    revision: revision(),
    ...lifecycle(),
  },
  (table) => [
    foreignKey({
      name: 'mailbox_domain',
      columns: [table.communeId, table.domain],
      foreignColumns: [domain.communeId, domain.name],
    }),
    unique('mailbox_commune_id_id').on(table.communeId, table.id),
    index('mailbox_owner_person_id').on(table.ownerPersonId),
    index('mailbox_not_provisioned').on(table.createdAt).where(sql`${table.provisionedAt} is null`),
    check('mailbox_kind', sql`${table.kind} in ('personal', 'shared')`),
    check(
      'mailbox_personal_has_one_owner',
      sql`(${table.kind} = 'personal') = (${table.ownerPersonId} is not null)`,
    ),
    check('mailbox_local_part', localPartIsKey(table.localPart)),
    check('mailbox_quota_bytes', sql`${table.quotaBytes} > 0`),
    check('mailbox_name', sql`length(${table.name}) <= 200`),
    // With the quota, so that a commune’s mailboxes are counted and added up without reading them.
    index('mailbox_commune_address').on(table.communeId, table.address, table.quotaBytes),
    index('mailbox_search').using('gin', sql`lower(${table.address} || ' ' || ${table.name}) gin_trgm_ops`),
    index('mailbox_words').using('gin', sql`search_words(${table.name}, ${table.address}) gin_trgm_ops`),
    index('mailbox_suspended').on(table.address).where(sql`${table.suspendedAt} is not null`),
    index('mailbox_expires_at').on(table.expiresAt).where(sql`${table.expiresAt} is not null`),
  ],
)
