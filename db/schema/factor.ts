// Second factors, as better-auth's plugins `twoFactor` and `passkey` keep them: property names are its field names.
// Secrets and recovery codes are encrypted with the identity key before they come here.

import { sql } from 'drizzle-orm'
import { boolean, check, index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { id, instant, lifecycle } from './columns.ts'
import { person } from './person.ts'

const personId = () =>
  uuid('person_id')
    .notNull()
    .references(() => person.id, { onDelete: 'cascade' })

export const twoFactor = pgTable(
  'two_factor',
  {
    id: id(),
    userId: personId(),
    secret: text('secret').notNull(),
    backupCodes: text('backup_codes').notNull(),
    /** False until the first code was right. */
    verified: boolean('verified').notNull().default(true),
    failedVerificationCount: integer('failed_verification_count').notNull().default(0),
    lockedUntil: instant('locked_until'),
    ...lifecycle(),
  },
  (table) => [index('two_factor_person_id').on(table.userId)],
)

export const passkey = pgTable(
  'passkey',
  {
    id: id(),
    name: text('name'),
    publicKey: text('public_key').notNull(),
    userId: personId(),
    credentialID: text('credential_id').notNull().unique(),
    counter: integer('counter').notNull(),
    deviceType: text('device_type').notNull(),
    backedUp: boolean('backed_up').notNull(),
    transports: text('transports'),
    aaguid: text('aaguid'),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (table) => [index('passkey_person_id').on(table.userId)],
)

/** What a paper letter carries: opens the first access of one person, once. A new one replaces those before it. */
export const activationCode = pgTable(
  'activation_code',
  {
    id: id(),
    personId: personId(),
    /** SHA-256 of the code without its dashes; 100 random bits need no slow hash. */
    digest: text('digest').notNull().unique(),
    expiresAt: instant('expires_at').notNull(),
    usedAt: instant('used_at'),
    replacedAt: instant('replaced_at'),
    ...lifecycle(),
  },
  (table) => [
    index('activation_code_person_id').on(table.personId),
    check('activation_code_digest', sql`${table.digest} ~ '^[0-9a-f]{64}$'`),
  ],
)

/** A lost factor is taken away by two people: one asks, another one agrees. */
export const factorReset = pgTable(
  'factor_reset',
  {
    id: id(),
    personId: personId(),
    askedBy: uuid('asked_by').references(() => person.id, { onDelete: 'set null' }),
    reason: text('reason').notNull(),
    expiresAt: instant('expires_at').notNull(),
    settledAt: instant('settled_at'),
    settledAs: text('settled_as', { enum: ['agreed', 'declined'] }),
    settledBy: uuid('settled_by').references(() => person.id, { onDelete: 'set null' }),
    ...lifecycle(),
  },
  (table) => [
    index('factor_reset_person_id').on(table.personId),
    check(
      'factor_reset_two_people',
      sql`${table.settledAs} <> 'agreed' or ${table.settledBy} <> ${table.askedBy}`,
    ),
    check('factor_reset_settled', sql`(${table.settledAt} is null) = (${table.settledAs} is null)`),
    check('factor_reset_settled_as', sql`${table.settledAs} in ('agreed', 'declined')`),
    check('factor_reset_reason', sql`length(${table.reason}) between 3 and 500`),
  ],
)
