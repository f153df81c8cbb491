// Who may open a mailbox besides its owner, and the app passwords that open it.

import { sql } from 'drizzle-orm'
import { boolean, check, foreignKey, index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { communeId, id, instant, lifecycle } from './columns.ts'
import { mailbox } from './mailbox.ts'
import { person } from './person.ts'

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
