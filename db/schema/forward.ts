// Where the mail of a mailbox is sent on to: inside the département, and outside for as long as that was allowed.

import { sql } from 'drizzle-orm'
import { check, foreignKey, index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
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
