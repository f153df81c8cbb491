// The queue of outgoing mail (core/queue/queued-mail.ts). A message lives as long as one recipient is unsettled or somebody must
// still be told; each destination is tried, held and claimed by itself, so that one that is slow or full of poison stops no
// other. Whose mail it is the message alone says; each delivery repeats it only to be found in its commune's turn.

import { sql } from 'drizzle-orm'
import {
  bigserial,
  boolean,
  check,
  foreignKey,
  index,
  inet,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uuid,
} from 'drizzle-orm/pg-core'
import type { LeakCount } from '#core/policies/leak.ts'
import { notifications, queueOrigins } from '#core/queue/queued-mail.ts'
import { replyKinds } from '#core/smtp/delivery-attempt.ts'
import { bytes, communeId, instant, lifecycle } from './columns.ts'
import { commune } from './tenant.ts'

export const queuedMessage = pgTable(
  'queued_message',
  {
    queueId: text('queue_id').primaryKey(),
    communeId: communeId().references(() => commune.id),
    /** No foreign key: what was accepted outlives its mailbox. */
    mailboxId: uuid('mailbox_id'),
    origin: text('origin', { enum: queueOrigins }).notNull(),
    /** Empty for a report (RFC 3464 §2), which nobody is told about in turn. */
    reversePath: text('reverse_path').notNull(),
    /** Stored as it is: compressing costs more than it saves for the hours that it stays (migration `queue`). */
    content: bytes('content').notNull(),
    size: integer('size').notNull().generatedAlwaysAs(sql`octet_length(content)`),
    smtputf8: boolean('smtputf8').notNull().default(false),
    returns: text('returns', { enum: ['full', 'headers'] })
      .notNull()
      .default('headers'),
    envelopeId: text('envelope_id'),
    /** What leak prevention found in it, for whoever must agree: kinds and how many, never a value. */
    leaks: jsonb('leaks').$type<readonly LeakCount[]>().notNull().default([]),
    /** From then on a report is due about the recipients that are marked `untold`; null when there is nothing to tell. */
    tellAt: instant('tell_at'),
    ...lifecycle(),
  },
  (table) => [
    index('queued_message_commune_id').on(table.communeId, table.createdAt),
    index('queued_message_tell_at').on(table.tellAt).where(sql`${table.tellAt} is not null`),
    check('queued_message_queue_id', sql`${table.queueId} ~ '^[0-9A-HJKMNP-TV-Z]{26}$'`),
    check('queued_message_origin', sql`${table.origin} in ('submission', 'forward', 'sieve', 'report')`),
    check('queued_message_returns', sql`${table.returns} in ('full', 'headers')`),
    check('queued_message_tell_at', sql`${table.tellAt} is null or ${table.reversePath} <> ''`),
  ],
)

/** One message for one destination. */
export const delivery = pgTable(
  'delivery',
  {
    queueId: text('queue_id').notNull(),
    destination: text('destination').notNull(),
    /** The commune and the size that its message has: whose turn it is depends on them, and nothing else may. */
    turnCommuneId: uuid('turn_commune_id').notNull(),
    turnSize: integer('turn_size').notNull(),
    state: text('state', { enum: ['waiting', 'held', 'done'] }).notNull(),
    /** A waiting one is tried from then on. */
    nextAttemptAt: instant('next_attempt_at'),
    /** What is unsettled then fails, poison too; neither while it is held for another reason nor while its destination is paused. */
    expiresAt: instant('expires_at').notNull(),
    /** Names one claim: a runner that lost it may say what it delivered, but not when the next attempt is. */
    claim: uuid('claim'),
    /** Until then it belongs to the runner that claimed it. */
    claimedUntil: instant('claimed_until'),
    /** Claims that nobody wrote a result for: what ends its runner each time is held before it ends them all. */
    unanswered: integer('unanswered').notNull().default(0),
    /** Times that every recipient was tried: how far it is along the curve. */
    attempts: integer('attempts').notNull().default(0),
    /** When the sender was told that it takes longer (RFC 3461 §4.1 DELAY); anew when it becomes poison. */
    delayToldAt: instant('delay_told_at'),
    /** Why it is held, for a person. */
    heldFor: text('held_for', { enum: ['approval', 'person', 'poison', 'stop'] }),
    lastReply: text('last_reply').notNull().default(''),
    ...lifecycle(),
  },
  (table) => [
    primaryKey({ columns: [table.queueId, table.destination] }),
    foreignKey({
      name: 'delivery_message',
      columns: [table.queueId],
      foreignColumns: [queuedMessage.queueId],
    }).onDelete('cascade'),
    index('delivery_due')
      .on(table.destination, table.turnCommuneId, table.nextAttemptAt)
      .where(sql`${table.state} = 'waiting'`),
    // Few, and looked for every minute by whoever has the panel open.
    index('delivery_held').on(table.heldFor, table.createdAt).where(sql`${table.state} = 'held'`),
    index('delivery_claimed').on(table.destination).where(sql`${table.claim} is not null`),
    check(
      'delivery_state',
      sql`case ${table.state} when 'waiting' then ${table.nextAttemptAt} is not null and ${table.heldFor} is null when 'held' then ${table.nextAttemptAt} is null and ${table.heldFor} is not null when 'done' then ${table.nextAttemptAt} is null and ${table.heldFor} is null and ${table.claim} is null else false end`,
    ),
    check('delivery_held_for', sql`${table.heldFor} in ('approval', 'person', 'poison', 'stop')`),
    check('delivery_claim', sql`(${table.claim} is null) = (${table.claimedUntil} is null)`),
    check('delivery_attempts', sql`${table.attempts} >= 0 and ${table.unanswered} >= 0`),
    check(
      'delivery_destination',
      sql`${table.destination} = lower(${table.destination}) and ${table.destination} <> ''`,
    ),
  ],
)

export const deliveryRecipient = pgTable(
  'delivery_recipient',
  {
    queueId: text('queue_id').notNull(),
    recipient: text('recipient').notNull(),
    destination: text('destination').notNull(),
    notify: text('notify', { enum: notifications }).array().notNull().default(sql`'{failure}'`),
    originalRecipient: text('original_recipient'),
    /** Rounds of its delivery that it was part of: those who were not yet come first. */
    attempts: integer('attempts').notNull().default(0),
    settledAt: instant('settled_at'),
    settledAs: text('settled_as', { enum: ['delivered', 'failed', 'expired', 'deleted'] }),
    /** The sender asked to hear of this end and has not yet: the message stays until then. */
    untold: boolean('untold').notNull().default(false),
    lastKind: text('last_kind', { enum: replyKinds }),
    lastReply: text('last_reply').notNull().default(''),
    ...lifecycle(),
  },
  (table) => [
    primaryKey({ columns: [table.queueId, table.recipient] }),
    foreignKey({
      name: 'delivery_recipient_delivery',
      columns: [table.queueId, table.destination],
      foreignColumns: [delivery.queueId, delivery.destination],
    }).onDelete('cascade'),
    index('delivery_recipient_delivery_key').on(table.queueId, table.destination, table.attempts),
    check('delivery_recipient_settled', sql`(${table.settledAt} is null) = (${table.settledAs} is null)`),
    check(
      'delivery_recipient_settled_as',
      sql`${table.settledAs} in ('delivered', 'failed', 'expired', 'deleted')`,
    ),
    check('delivery_recipient_untold', sql`not ${table.untold} or ${table.settledAt} is not null`),
    check('delivery_recipient_notify', sql`${table.notify} <@ array['success', 'failure', 'delay']`),
  ],
)

/** What each try came to. Only added to, and forgotten with its message. */
export const deliveryAttempt = pgTable(
  'delivery_attempt',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    queueId: text('queue_id').notNull(),
    destination: text('destination').notNull(),
    at: instant('at').notNull(),
    milliseconds: integer('milliseconds').notNull(),
    /** The MX host and its address; null when none was reached. */
    host: text('host'),
    address: inet('address'),
    /** What protected it: `TLSv1.3 dane`, empty for nothing. */
    tls: text('tls').notNull().default(''),
    delivered: integer('delivered').notNull(),
    failed: integer('failed').notNull(),
    deferred: integer('deferred').notNull(),
    /** Of the recipient that fared worst. */
    kind: text('kind', { enum: replyKinds }).notNull(),
    reply: text('reply').notNull(),
  },
  (table) => [
    foreignKey({
      name: 'delivery_attempt_delivery',
      columns: [table.queueId, table.destination],
      foreignColumns: [delivery.queueId, delivery.destination],
    }).onDelete('cascade'),
    index('delivery_attempt_delivery_key').on(table.queueId, table.destination, table.at),
  ],
)

/** Nothing is tried there until somebody says so, or until the time is over. */
export const pausedDestination = pgTable('paused_destination', {
  destination: text('destination').primaryKey(),
  since: instant('since').notNull().defaultNow(),
  until: instant('until'),
  reason: text('reason').notNull(),
})

/** What all runners learnt about a destination that has or had trouble (core/queue/destination-throttle.ts); one without a row had none. */
export const destinationPace = pgTable(
  'destination_pace',
  {
    destination: text('destination').primaryKey(),
    /** Deliveries at once, by all runners together. */
    atOnce: integer('at_once').notNull(),
    /** More than so many at once were too many; it rises with peace. Null while that is not known. */
    ceiling: integer('ceiling'),
    /** How long the last rest was; less each time that the next trouble comes late. */
    troubles: integer('troubles').notNull(),
    /** Deliveries since the last rest. It is in trouble for as long as there are none. */
    wentWell: integer('went_well').notNull().default(0),
    /** Nothing is tried before. What was begun before it is over says nothing new. */
    restsUntil: instant('rests_until'),
    lastKind: text('last_kind', { enum: replyKinds }).notNull(),
    lastReply: text('last_reply').notNull(),
    since: instant('since').notNull().defaultNow(),
  },
  (table) => [
    check('destination_pace_at_once', sql`${table.atOnce} >= 1 and ${table.troubles} >= 0`),
    check('destination_pace_ceiling', sql`${table.ceiling} >= 1 and ${table.wentWell} >= 0`),
  ],
)
