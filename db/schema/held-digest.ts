// The digest of held mail: one row for each mailbox that ever had one, so that two on one day cannot be.

import { sql } from 'drizzle-orm'
import { date, foreignKey, index, integer, pgTable, uuid } from 'drizzle-orm/pg-core'
import { bytes, communeId, instant, lifecycle } from './columns.ts'
import { mailbox } from './mailbox.ts'

export const heldDigest = pgTable(
  'held_digest',
  {
    /** The inbox it goes to. */
    mailboxId: uuid('mailbox_id').primaryKey(),
    communeId: communeId(),
    /** The last one is of that day. */
    day: date('day', { mode: 'string' }).notNull(),
    /** It lists what was held until then. */
    coversUntil: instant('covers_until').notNull(),
    /** What was held until then has been told; null before the first one was delivered. */
    toldUntil: instant('told_until'),
    /** The whole message until it is delivered or the day is over: it quotes subjects, so nothing of it stays. */
    content: bytes('content'),
    entries: integer('entries').notNull().default(0),
    attempts: integer('attempts').notNull().default(0),
    nextAttemptAt: instant('next_attempt_at').notNull().defaultNow(),
    /** Until then it belongs to the worker that claimed it. */
    claimedUntil: instant('claimed_until'),
    ...lifecycle(),
  },
  (table) => [
    foreignKey({
      name: 'held_digest_mailbox',
      columns: [table.communeId, table.mailboxId],
      foreignColumns: [mailbox.communeId, mailbox.id],
    }).onDelete('cascade'),
    index('held_digest_due').on(table.nextAttemptAt).where(sql`${table.content} is not null`),
  ],
)
