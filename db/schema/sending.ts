// What every mailbox sent of late, so that all gateways together know how much more it may; whom a commune wrote to; and
// mailboxes whose sending is suspended. Counted, read and suspended by functions alone (migration `sending-limits`).

import { sql } from 'drizzle-orm'
import { check, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import type { StopFacts } from '#core/sending/sending-stop.ts'
import { communeId, instant, lifecycle } from './columns.ts'
import { commune } from './tenant.ts'

/** One row for each mailbox and five minutes in which it sent. No foreign key: it is looked at for a month, then swept. */
export const sentCount = pgTable(
  'sent_count',
  {
    mailboxId: uuid('mailbox_id').notNull(),
    communeId: communeId(),
    /** When the five minutes began. */
    at: instant('at').notNull(),
    recipients: integer('recipients').notNull().default(0),
    /** Of them those whom the commune had never written to, and who had never written to it. */
    firstTime: integer('first_time').notNull().default(0),
    /** Messages that were too much. */
    refused: integer('refused').notNull().default(0),
  },
  (table) => [
    primaryKey({ columns: [table.mailboxId, table.at] }),
    index('sent_count_commune_id').on(table.communeId, table.at),
    index('sent_count_at').on(table.at),
    check(
      'sent_count_counts',
      sql`${table.recipients} >= 0 and ${table.firstTime} >= 0 and ${table.refused} >= 0`,
    ),
  ],
)

/** Whom a commune wrote to outside this house; the address only as a digest, which is enough to know it again. */
export const writtenTo = pgTable(
  'written_to',
  {
    communeId: communeId().references(() => commune.id, { onDelete: 'cascade' }),
    /** SHA-256 of the lower-case address. */
    digest: text('digest').notNull(),
    /** To the day, and to the moment for ten minutes: until then a message may be given back. */
    lastAt: instant('last_at').notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.communeId, table.digest] }),
    index('written_to_last_at').on(table.lastAt),
    check('written_to_digest', sql`${table.digest} ~ '^[0-9a-f]{64}$'`),
  ],
)

/**
 * A mailbox that sends nothing until somebody says that it is its owner's again; the row stays, for what was vouched for. It
 * outlives its mailbox, as what that had sent does: nothing of it leaves for the mailbox being gone.
 */
export const sendingStop = pgTable(
  'sending_stop',
  {
    mailboxId: uuid('mailbox_id').primaryKey(),
    communeId: communeId().references(() => commune.id, { onDelete: 'cascade' }),
    since: instant('since').notNull().defaultNow(),
    reason: text('reason', { enum: ['takeover'] }).notNull(),
    facts: jsonb('facts').$type<StopFacts>().notNull(),
    /** What was sent from then on is what it is about. */
    beganAt: instant('began_at').notNull(),
    /** Null while nothing may be sent. Nothing from before is held against the mailbox again. */
    resumedAt: instant('resumed_at'),
    /** The letter to whoever reads the mailbox. */
    toldAt: instant('told_at'),
    tellAttempts: integer('tell_attempts').notNull().default(0),
    /** Null when it is told, or nobody tries any more. */
    tellAt: instant('tell_at'),
    ...lifecycle(),
  },
  (table) => [
    index('sending_stop_tell_at').on(table.tellAt).where(sql`${table.tellAt} is not null`),
    index('sending_stop_stopped').on(table.communeId).where(sql`${table.resumedAt} is null`),
    check('sending_stop_reason', sql`${table.reason} = 'takeover'`),
    check(
      'sending_stop_facts',
      sql`jsonb_typeof(${table.facts}) = 'object' and length(${table.facts}::text) <= 2000`,
    ),
  ],
)
