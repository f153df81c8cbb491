// What receives mail and who may open it: addresses, mailboxes, aliases, access and app passwords. A mailbox has no
// password of its own.

import { type SQL, sql } from 'drizzle-orm'
import {
  type AnyPgColumn,
  bigint,
  boolean,
  check,
  foreignKey,
  index,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core'
import { address } from './address.ts'
import { addressParts, communeId, id, instant, lifecycle, revision } from './columns.ts'
import { person } from './person.ts'
import { domain } from './tenant.ts'

const whole = (): SQL => sql`local_part || '@' || domain`

/** The key form of `mailboxKey`: lower-case, and no `+`, which starts a detail. */
const localPartIsKey = (column: AnyPgColumn) =>
  sql`${column} = lower(${column}) and ${column} ~ '^[^@+[:space:][:cntrl:]]+$' and octet_length(${column}) <= 64`

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
    index('mailbox_commune_address').on(table.communeId, table.address),
    index('mailbox_search').using('gin', sql`lower(${table.address} || ' ' || ${table.name}) gin_trgm_ops`),
    index('mailbox_suspended').on(table.address).where(sql`${table.suspendedAt} is not null`),
    index('mailbox_expires_at').on(table.expiresAt).where(sql`${table.expiresAt} is not null`),
  ],
)

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
      .references(() => address.address, { onDelete: 'cascade' }),
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

/** Forwards of a mailbox: only to other addresses of this house. */
export const forward = pgTable(
  'forward',
  {
    mailboxId: uuid('mailbox_id').notNull(),
    communeId: communeId(),
    target: text('target')
      .notNull()
      .references(() => address.address, { onDelete: 'cascade', onUpdate: 'cascade' }),
    ...lifecycle(),
  },
  (table) => [
    primaryKey({ columns: [table.mailboxId, table.target] }),
    foreignKey({
      name: 'forward_mailbox',
      columns: [table.communeId, table.mailboxId],
      foreignColumns: [mailbox.communeId, mailbox.id],
    }).onDelete('cascade'),
    index('forward_target').on(table.target),
  ],
)

/**
 * Forwards to the outside: allowed by the département, for a time. None takes effect before mail can be sent.
 */
export const externalForward = pgTable(
  'external_forward',
  {
    mailboxId: uuid('mailbox_id').notNull(),
    communeId: communeId(),
    target: text('target').notNull(),
    reason: text('reason').notNull().default(''),
    until: instant('until').notNull(),
    ...lifecycle(),
  },
  (table) => [
    primaryKey({ columns: [table.mailboxId, table.target] }),
    foreignKey({
      name: 'external_forward_mailbox',
      columns: [table.communeId, table.mailboxId],
      foreignColumns: [mailbox.communeId, mailbox.id],
    }).onDelete('cascade'),
    index('external_forward_until').on(table.until),
    check(
      'external_forward_target',
      sql`${table.target} like '_%@_%' and octet_length(${table.target}) <= 254`,
    ),
  ],
)

export const access = pgTable(
  'access',
  {
    personId: uuid('person_id')
      .notNull()
      .references(() => person.id, { onDelete: 'cascade' }),
    mailboxId: uuid('mailbox_id').notNull(),
    /** Of the mailbox: a secretary may be a person of another commune. */
    communeId: communeId(),
    role: text('role', { enum: ['read', 'write', 'send', 'manage'] }).notNull(),
    from: instant('from').notNull().defaultNow(),
    until: instant('until'),
    ...lifecycle(),
  },
  (table) => [
    primaryKey({ columns: [table.mailboxId, table.personId, table.role] }),
    foreignKey({
      name: 'access_mailbox',
      columns: [table.communeId, table.mailboxId],
      foreignColumns: [mailbox.communeId, mailbox.id],
    }).onDelete('cascade'),
    index('access_person_id').on(table.personId),
    check('access_role', sql`${table.role} in ('read', 'write', 'send', 'manage')`),
    check('access_until', sql`${table.until} > ${table.from}`),
  ],
)

export const appPassword = pgTable(
  'app_password',
  {
    id: id(),
    communeId: communeId(),
    personId: uuid('person_id')
      .notNull()
      .references(() => person.id, { onDelete: 'cascade' }),
    mailboxId: uuid('mailbox_id').notNull(),
    /** What stands before the first dash of the password; it chooses the row and is no secret. */
    selector: text('selector').notNull().unique(),
    hash: text('hash').notNull(),
    imap: boolean('imap').notNull().default(true),
    smtp: boolean('smtp').notNull().default(true),
    label: text('label').notNull(),
    lastUsedAt: instant('last_used_at'),
    revokedAt: instant('revoked_at'),
    ...lifecycle(),
  },
  (table) => [
    foreignKey({
      name: 'app_password_mailbox',
      columns: [table.communeId, table.mailboxId],
      foreignColumns: [mailbox.communeId, mailbox.id],
    }).onDelete('cascade'),
    index('app_password_mailbox_id').on(table.mailboxId),
    index('app_password_person_id').on(table.personId),
    check('app_password_selector', sql`${table.selector} ~ '^[a-z2-7]{8}$'`),
    check('app_password_hash', sql`${table.hash} ~ '^{SSHA512}[A-Za-z0-9+/]+=*$'`),
    check('app_password_opens_something', sql`${table.imap} or ${table.smtp}`),
  ],
)
