// What a commune, and the département before it, decides about its mail, and what is remembered to judge it:
// thresholds, lists of senders, names that others must not borrow, who wrote before, what IMAP users taught.

import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  check,
  foreignKey,
  index,
  jsonb,
  pgTable,
  primaryKey,
  real,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { communeId, id, instant, lifecycle } from './columns.ts'
import { mailbox } from './mailbox.ts'
import { commune } from './tenant.ts'

/** One row for each tenant that differs from the spec; the département's tenant speaks for all. Null: as above it. */
export const communePolicy = pgTable(
  'commune_policy',
  {
    communeId: communeId()
      .primaryKey()
      .references(() => commune.id, { onDelete: 'cascade' }),
    junkAtScore: real('junk_at_score'),
    refuseAtScore: real('refuse_at_score'),
    /** Actions that differ from the spec, by the mark of an attachment (core/message/findings.ts). */
    attachments: jsonb('attachments').$type<Readonly<Record<string, string>>>().notNull().default({}),
    /** How much may be sent where that differs from the spec (core/sending/sending-limits.ts). */
    sending: jsonb('sending').$type<Readonly<Record<string, number>>>().notNull().default({}),
    /** What the département forbids, no commune allows. */
    forbidsExternalForwards: boolean('forbids_external_forwards').notNull().default(false),
    ...lifecycle(),
  },
  (table) => [
    check('commune_policy_scores', sql`${table.junkAtScore} < ${table.refuseAtScore}`),
    check('commune_policy_junk_at_score', sql`${table.junkAtScore} >= 0`),
    check('commune_policy_attachments', sql`jsonb_typeof(${table.attachments}) = 'object'`),
    check('commune_policy_sending', sql`jsonb_typeof(${table.sending}) = 'object'`),
  ],
)

export const senderRule = pgTable(
  'sender_rule',
  {
    id: id(),
    /** The département's tenant for a rule that holds for all. */
    communeId: communeId().references(() => commune.id, { onDelete: 'cascade' }),
    kind: text('kind', { enum: ['address', 'domain', 'network'] }).notNull(),
    value: text('value').notNull(),
    effect: text('effect', { enum: ['allow', 'deny'] }).notNull(),
    note: text('note').notNull().default(''),
    ...lifecycle(),
  },
  (table) => [
    uniqueIndex('sender_rule_once').on(table.communeId, table.kind, table.value),
    check(
      'sender_rule_value',
      sql`case ${table.kind} when 'address' then ${table.value} = lower(${table.value}) and ${table.value} like '_%@_%' when 'domain' then ${table.value} ~ '^[a-z0-9.-]{3,253}$' when 'network' then ${table.value}::cidr::text = ${table.value} else false end`,
    ),
    check('sender_rule_effect', sql`${table.effect} in ('allow', 'deny')`),
  ],
)

/** Names that a message from outside must not borrow: elected officials above all. */
export const protectedName = pgTable(
  'protected_name',
  {
    id: id(),
    communeId: communeId().references(() => commune.id, { onDelete: 'cascade' }),
    name: text('name').notNull(),
    /** Where this person does write from outside; never held against them. */
    knownAddresses: text('known_addresses').array().notNull().default(sql`'{}'`),
    ...lifecycle(),
  },
  (table) => [
    uniqueIndex('protected_name_once').on(table.communeId, table.name),
    check('protected_name_length', sql`length(${table.name}) between 3 and 200`),
  ],
)

/** Who has written to a commune; the address only as a digest, which is enough to know it again. */
export const correspondent = pgTable(
  'correspondent',
  {
    communeId: communeId().references(() => commune.id, { onDelete: 'cascade' }),
    /** SHA-256 of the lower-case address in From. */
    digest: text('digest').notNull(),
    firstSeenAt: instant('first_seen_at').notNull().defaultNow(),
    lastSeenAt: instant('last_seen_at').notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.communeId, table.digest] }),
    index('correspondent_last_seen_at').on(table.lastSeenAt),
    check('correspondent_digest', sql`${table.digest} ~ '^[0-9a-f]{64}$'`),
  ],
)

/** One row for each message that a person moved into or out of Junk: it teaches once. */
export const learnedMessage = pgTable(
  'learned_message',
  {
    mailboxId: uuid('mailbox_id').notNull(),
    communeId: communeId(),
    /** SHA-256 of the message without our own header fields, Received, Return-Path and Delivered-To. */
    digest: text('digest').notNull(),
    class: text('class', { enum: ['spam', 'ham'] }).notNull(),
    times: bigint('times', { mode: 'number' }).notNull().default(1),
    learnedAt: instant('learned_at').notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.mailboxId, table.digest] }),
    foreignKey({
      name: 'learned_message_mailbox',
      columns: [table.communeId, table.mailboxId],
      foreignColumns: [mailbox.communeId, mailbox.id],
    }).onDelete('cascade'),
    index('learned_message_learned_at').on(table.mailboxId, table.learnedAt),
    index('learned_message_at').on(table.learnedAt),
    check('learned_message_class', sql`${table.class} in ('spam', 'ham')`),
  ],
)
