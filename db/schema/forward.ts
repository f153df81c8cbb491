// Where the mail of a mailbox is sent on to: inside the département, and outside for as long as that was allowed.

import { sql } from 'drizzle-orm'
import { check, foreignKey, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { address } from './address.ts'
import { communeId, instant, lifecycle } from './columns.ts'
import { mailbox } from './mailbox.ts'

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

/** Forwards to the outside: allowed by the département, for a time. */
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

/** What the rules of a mailbox sent by themselves, by hours: so many and no more. */
export const automaticSending = pgTable(
  'automatic_sending',
  {
    mailboxId: uuid('mailbox_id').notNull(),
    communeId: communeId(),
    hour: instant('hour').notNull(),
    messages: integer('messages').notNull().default(1),
  },
  (table) => [
    primaryKey({ columns: [table.mailboxId, table.hour] }),
    foreignKey({
      name: 'automatic_sending_mailbox',
      columns: [table.communeId, table.mailboxId],
      foreignColumns: [mailbox.communeId, mailbox.id],
    }).onDelete('cascade'),
    index('automatic_sending_hour').on(table.hour),
  ],
)
