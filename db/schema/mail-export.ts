// The last export of a mailbox that a person asked for: one row each, so that nobody has two under way. Who reads the file and who
// asks how far it is may meet different processes.

import { sql } from 'drizzle-orm'
import { bigint, check, foreignKey, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { communeId, instant } from './columns.ts'
import { mailbox } from './mailbox.ts'
import { person } from './person.ts'

/** `waiting`: the file was not asked for yet. */
export const exportStates = ['waiting', 'running', 'done', 'cancelled', 'failed'] as const

export const mailExport = pgTable(
  'mail_export',
  {
    personId: uuid('person_id')
      .primaryKey()
      .references(() => person.id, { onDelete: 'cascade' }),
    id: uuid('id').notNull().defaultRandom(),
    communeId: communeId(),
    mailboxId: uuid('mailbox_id').notNull(),
    state: text('state', { enum: exportStates }).notNull().default('waiting'),
    /** Written so far, and of how many. */
    messages: integer('messages').notNull().default(0),
    total: integer('total').notNull().default(0),
    octets: bigint('octets', { mode: 'number' }).notNull().default(0),
    startedAt: instant('started_at').notNull().defaultNow(),
    /** Of one under way that is silent for long, the process is gone. */
    touchedAt: instant('touched_at').notNull().defaultNow(),
  },
  (table) => [
    foreignKey({
      name: 'mail_export_mailbox',
      columns: [table.communeId, table.mailboxId],
      foreignColumns: [mailbox.communeId, mailbox.id],
    }).onDelete('cascade'),
    check('mail_export_state', sql`${table.state} in ('waiting', 'running', 'done', 'cancelled', 'failed')`),
    check('mail_export_counts', sql`${table.messages} >= 0 and ${table.total} >= 0 and ${table.octets} >= 0`),
  ],
)
