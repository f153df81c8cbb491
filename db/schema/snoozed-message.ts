// Messages that wait in the folder `Snoozed` of their mailbox, and when each returns to the inbox. The folder has the message: what
// lies there without a row stays there until a person takes it out, and a row without its message says nothing.

import { sql } from 'drizzle-orm'
import { bigint, check, foreignKey, index, pgTable, primaryKey, uuid } from 'drizzle-orm/pg-core'
import { communeId, instant } from './columns.ts'
import { mailbox } from './mailbox.ts'

export const snoozedMessage = pgTable(
  'snoozed_message',
  {
    communeId: communeId(),
    mailboxId: uuid('mailbox_id').notNull(),
    /** Of the folder: made anew, it has other messages under the same numbers (RFC 9051 §2.3.1.1). */
    uidValidity: bigint('uid_validity', { mode: 'number' }).notNull(),
    uid: bigint('uid', { mode: 'number' }).notNull(),
    returnsAt: instant('returns_at').notNull(),
    /** Later than `returns_at` where Dovecot did not take it then. */
    nextAttemptAt: instant('next_attempt_at').notNull(),
  },
  (table) => [
    primaryKey({ name: 'snoozed_message_pkey', columns: [table.mailboxId, table.uidValidity, table.uid] }),
    foreignKey({
      name: 'snoozed_message_mailbox',
      columns: [table.communeId, table.mailboxId],
      foreignColumns: [mailbox.communeId, mailbox.id],
    }).onDelete('cascade'),
    index('snoozed_message_due').on(table.nextAttemptAt),
    check(
      'snoozed_message_place',
      sql`${table.uid} between 1 and 4294967295 and ${table.uidValidity} between 1 and 4294967295`,
    ),
  ],
)
