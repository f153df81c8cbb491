// People and their sign-in. `person`, `session`, `account` and `verification` are better-auth's user, session, account
// and verification: property names are its field names, column names are ours.

import { sql } from 'drizzle-orm'
import { boolean, check, foreignKey, index, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import { alphabetical } from './alphabetical.ts'
import { communeId, id, instant, lifecycle, revision } from './columns.ts'
import { commune, tenantKinds } from './tenant.ts'

export const personRoles = ['administrator', 'support', 'auditor', 'manager', 'member'] as const

export const person = pgTable(
  'person',
  {
    id: id(),
    communeId: communeId(),
    /** Copied from the tenant by a foreign key, so that a check can tie the role to it. */
    tenantKind: text('tenant_kind', { enum: tenantKinds }).notNull().default('commune'),
    role: text('role', { enum: personRoles }).notNull().default('member'),
    name: text('name').notNull(),
    email: text('email').notNull().unique(),
    emailVerified: boolean('email_verified').notNull().default(false),
    image: text('image'),
    /** Once on, the main password no longer opens IMAP or SMTP. */
    twoFactorEnabled: boolean('two_factor_enabled').notNull().default(false),
    suspendedAt: instant('suspended_at'),
    /** Counts changes by people, so that two who edit the same row notice each other. */
    revision: revision(),
    ...lifecycle(),
  },
  (table) => [
    foreignKey({
      name: 'person_tenant',
      columns: [table.communeId, table.tenantKind],
      foreignColumns: [commune.id, commune.kind],
    }),
    index('person_commune_id').on(table.communeId, alphabetical(table.name), table.id),
    index('person_name').on(alphabetical(table.name), table.id),
    index('person_search').using('gin', sql`lower(${table.name} || ' ' || ${table.email}) gin_trgm_ops`),
    index('person_words').using('gin', sql`search_words(${table.name}, ${table.email}) gin_trgm_ops`),
    index('person_suspended')
      .on(alphabetical(table.name), table.id)
      .where(sql`${table.suspendedAt} is not null`),
    check('person_email', sql`${table.email} = lower(${table.email}) and ${table.email} like '_%@_%'`),
    check(
      'person_role',
      sql`case ${table.role} when 'member' then true when 'manager' then ${table.tenantKind} = 'commune' when 'administrator' then ${table.tenantKind} = 'department' when 'support' then ${table.tenantKind} = 'department' when 'auditor' then ${table.tenantKind} = 'department' else false end`,
    ),
  ],
)

const personId = () =>
  uuid('person_id')
    .notNull()
    .references(() => person.id, { onDelete: 'cascade' })

export const session = pgTable(
  'session',
  {
    id: id(),
    userId: personId(),
    token: text('token').notNull().unique(),
    expiresAt: instant('expires_at').notNull(),
    ipAddress: text('ip_address'),
    userAgent: text('user_agent'),
    /** How it was opened: a second factor is asked for by every role that administers. */
    factor: text('factor', { enum: ['password', 'two-factor', 'passkey'] })
      .notNull()
      .default('password'),
    ...lifecycle(),
  },
  (table) => [
    index('session_person_id').on(table.userId),
    check('session_factor', sql`${table.factor} in ('password', 'two-factor', 'passkey')`),
  ],
)

export const account = pgTable(
  'account',
  {
    id: id(),
    userId: personId(),
    accountId: text('account_id').notNull(),
    providerId: text('provider_id').notNull(),
    accessToken: text('access_token'),
    refreshToken: text('refresh_token'),
    idToken: text('id_token'),
    accessTokenExpiresAt: instant('access_token_expires_at'),
    refreshTokenExpiresAt: instant('refresh_token_expires_at'),
    scope: text('scope'),
    /** `{ARGON2ID}$argon2id$…`, the form that Dovecot verifies as well. */
    password: text('password'),
    ...lifecycle(),
  },
  (table) => [
    index('account_person_id').on(table.userId),
    unique('account_provider_account').on(table.providerId, table.accountId),
    check('account_password', sql`${table.password} like '{ARGON2ID}$argon2id$%'`),
    check('account_credential', sql`(${table.providerId} = 'credential') = (${table.password} is not null)`),
  ],
)

export const verification = pgTable(
  'verification',
  {
    id: id(),
    identifier: text('identifier').notNull(),
    value: text('value').notNull(),
    expiresAt: instant('expires_at').notNull(),
    ...lifecycle(),
  },
  (table) => [index('verification_identifier').on(table.identifier)],
)
