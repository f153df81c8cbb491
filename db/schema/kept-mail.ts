// Mail that was answered 250 for and is not in its mailbox yet (core/held/kept-mail.ts). The content lives as long as one
// recipient is unsettled.

import { sql } from 'drizzle-orm'
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uuid,
} from 'drizzle-orm/pg-core'
import { bytes, communeId, instant, lifecycle } from './columns.ts'
import { commune } from './tenant.ts'

export const keptMessage = pgTable(
  'kept_message',
  {
    queueId: text('queue_id').primaryKey(),
    /** The id that the sender was told and the trace knows; null where it is the same. */
    receivedAs: text('received_as'),
    /** Empty for a notification (RFC 5321 §4.5.5). */
    reversePath: text('reverse_path').notNull(),
    content: bytes('content').notNull(),
    size: integer('size').notNull().generatedAlwaysAs(sql`octet_length(content)`),
    /** The address in From, in lower case, so that no list of held mail reads the content. */
    author: text('author').notNull().default(''),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (table) => [check('kept_message_queue_id', sql`${table.queueId} ~ '^[0-9A-HJKMNP-TV-Z]{26}$'`)],
)

export const keptRecipient = pgTable(
  'kept_recipient',
  {
    queueId: text('queue_id').notNull(),
    recipient: text('recipient').notNull(),
    /** No foreign key: what is kept outlives its mailbox. Whoever gets the address later has another. */
    mailboxId: uuid('mailbox_id'),
    communeId: communeId(),
    kind: text('kind', { enum: ['waiting', 'held'] }).notNull(),
    /** Octets of the message, once more here so that a sum of what is held reads an index and nothing else. */
    size: integer('size').notNull(),
    /** Why it is held; a waiting one only waits for its mailbox. */
    reason: text('reason'),
    /** Of one that was released: why it had been held at first. A virus stays one, whatever refuses it later. */
    firstReason: text('first_reason'),
    nextAttemptAt: instant('next_attempt_at'),
    /** Until then the row belongs to the worker that claimed it. */
    claimedUntil: instant('claimed_until'),
    attempts: integer('attempts').notNull().default(0),
    lastReply: text('last_reply').notNull(),
    /** Since when it waits, or is held. */
    since: instant('since').notNull().defaultNow(),
    settledAt: instant('settled_at'),
    /** What became of it: one that waited, or was released, was delivered; a held one was deleted, or its time was over. */
    settledAs: text('settled_as', { enum: ['delivered', 'deleted', 'expired'] }),
    /** Set when a person released it: it goes to the inbox, never to junk. */
    releasedAt: instant('released_at'),
    /** Whoever released it says that it is no spam: the filter is taught when it is delivered. */
    teachesHam: boolean('teaches_ham').notNull().default(false),
    ...lifecycle(),
  },
  (table) => [
    primaryKey({ columns: [table.queueId, table.recipient] }),
    foreignKey({
      name: 'kept_recipient_message',
      columns: [table.queueId],
      foreignColumns: [keptMessage.queueId],
    }).onDelete('cascade'),
    foreignKey({
      name: 'kept_recipient_commune',
      columns: [table.communeId],
      foreignColumns: [commune.id],
    }),
    index('kept_recipient_due')
      .on(table.nextAttemptAt)
      .where(sql`${table.kind} = 'waiting' and ${table.settledAt} is null`),
    index('kept_recipient_commune_id').on(table.communeId),
    check(
      'kept_recipient_kind',
      sql`case ${table.kind} when 'waiting' then ${table.nextAttemptAt} is not null and ${table.reason} is null when 'held' then ${table.nextAttemptAt} is null and ${table.reason} is not null else false end`,
    ),
    index('kept_recipient_held')
      .on(table.communeId, table.createdAt)
      .where(sql`${table.kind} = 'held' and ${table.settledAt} is null`),
    index('kept_recipient_held_of_mailbox')
      .on(table.mailboxId, table.size)
      .where(sql`${table.kind} = 'held' and ${table.settledAt} is null`),
    index('kept_recipient_held_message')
      .on(table.queueId, table.size)
      .where(sql`${table.kind} = 'held' and ${table.settledAt} is null`),
    check('kept_recipient_settled_as', sql`${table.settledAs} in ('delivered', 'deleted', 'expired')`),
    check('kept_recipient_attempts', sql`${table.attempts} >= 0`),
  ],
)
