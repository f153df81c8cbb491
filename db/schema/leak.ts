// Leak prevention: what a tenant chose about each kind (core/policies/leak-rules.ts), what was found how often, and who answers for what
// left all the same. Kinds and numbers alone, never a value.

import { sql } from 'drizzle-orm'
import {
  check,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uuid,
} from 'drizzle-orm/pg-core'
import { type LeakCounts, leakActions, leakAudiences, leakKinds, leakOutcomes } from '#core/policies/leak.ts'
import { longestJustification } from '#core/policies/leak-justification.ts'
import { communeId, instant, lifecycle } from './columns.ts'
import { commune } from './tenant.ts'

const oneOf = (column: string, values: readonly string[]) =>
  sql.raw(`${column} in (${values.map((value) => `'${value}'`).join(', ')})`)

/** One row for each tenant that chose something; the département's tenant speaks for all. */
export const leakPolicy = pgTable(
  'leak_policy',
  {
    communeId: communeId()
      .primaryKey()
      .references(() => commune.id, { onDelete: 'cascade' }),
    /** The département's, in place of ours; a commune's, besides the département's. Null: as above it. */
    partners: text('partners').array(),
    ...lifecycle(),
  },
  (table) => [
    check(
      'leak_policy_partners',
      sql`array_to_string(${table.partners}, ' ') ~ '^([a-z0-9-]+(\\.[a-z0-9-]+)+( |$))*$' and cardinality(${table.partners}) <= 500`,
    ),
  ],
)

/** The steps of one cell: what is chosen for a kind and an audience, whole or not at all. */
export const leakRule = pgTable(
  'leak_rule',
  {
    communeId: communeId(),
    kind: text('kind', { enum: leakKinds }).notNull(),
    audience: text('audience', { enum: leakAudiences }).notNull(),
    fromCount: integer('from_count').notNull(),
    action: text('action', { enum: leakActions }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.communeId, table.kind, table.audience, table.fromCount] }),
    foreignKey({
      name: 'leak_rule_policy',
      columns: [table.communeId],
      foreignColumns: [leakPolicy.communeId],
    }).onDelete('cascade'),
    check('leak_rule_kind', oneOf('kind', leakKinds)),
    check('leak_rule_audience', oneOf('audience', leakAudiences)),
    check('leak_rule_action', oneOf('action', leakActions)),
    check('leak_rule_from_count', sql`${table.fromCount} between 1 and 100000`),
  ],
)

/** Messages of one day, by the clock of metropolitan France, in which a kind was found. */
export const leakCount = pgTable(
  'leak_count',
  {
    communeId: communeId().references(() => commune.id, { onDelete: 'cascade' }),
    day: date('day', { mode: 'string' }).notNull(),
    kind: text('kind', { enum: leakKinds }).notNull(),
    outcome: text('outcome', { enum: leakOutcomes }).notNull(),
    messages: integer('messages').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.communeId, table.day, table.kind, table.outcome] }),
    index('leak_count_day').on(table.day),
    check('leak_count_kind', oneOf('kind', leakKinds)),
    check('leak_count_outcome', oneOf('outcome', leakOutcomes)),
    check('leak_count_messages', sql`${table.messages} > 0`),
  ],
)

const isCounts = (column: string) =>
  sql.raw(`jsonb_typeof(${column}) = 'object' and length(${column}::text) <= 2000`)

/** Why a message left, or should, although something was found in it. Outlives the message. */
export const leakJustification = pgTable(
  'leak_justification',
  {
    queueId: text('queue_id').primaryKey(),
    communeId: communeId().references(() => commune.id),
    /** No foreign keys: it outlives both. */
    mailboxId: uuid('mailbox_id'),
    personId: uuid('person_id'),
    findings: jsonb('findings').$type<LeakCounts>().notNull(),
    reason: text('reason').notNull(),
    at: instant('at').notNull().defaultNow(),
  },
  (table) => [
    index('leak_justification_commune_id').on(table.communeId, table.at),
    index('leak_justification_at').on(table.at),
    check('leak_justification_findings', isCounts('findings')),
    check(
      'leak_justification_reason',
      sql`length(${table.reason}) between 1 and ${sql.raw(String(longestJustification + 1))}`,
    ),
  ],
)

/** A message that waits, or waited, for a manager to agree, and who must still be told what. Outlives the message. */
export const leakHold = pgTable(
  'leak_hold',
  {
    queueId: text('queue_id').primaryKey(),
    communeId: communeId().references(() => commune.id),
    mailboxId: uuid('mailbox_id'),
    /** Who had signed in: who wrote it, whatever mailbox it was sent from. */
    personId: uuid('person_id'),
    findings: jsonb('findings').$type<LeakCounts>().notNull(),
    /** The weightiest kind that called for it. */
    cause: text('cause', { enum: leakKinds }).notNull(),
    /** The first of those it is for, in case it is gone when somebody is told. */
    recipients: text('recipients').array().notNull(),
    recipientCount: integer('recipient_count').notNull(),
    at: instant('at').notNull().defaultNow(),
    /** What its deliveries became so far: a trigger of `delivery` writes it, whoever decides. */
    became: text('became', { enum: ['released', 'deleted', 'partly', 'expired'] }),
    /** When the last of them was decided about. */
    decidedAt: instant('decided_at'),
    /** A letter is due then; null when everybody knows. */
    tellAt: instant('tell_at').defaultNow(),
    ...lifecycle(),
  },
  (table) => [
    index('leak_hold_commune_id').on(table.communeId, table.at),
    index('leak_hold_tell_at').on(table.tellAt).where(sql`${table.tellAt} is not null`),
    index('leak_hold_open').on(table.at).where(sql`${table.decidedAt} is null`),
    index('leak_hold_decided_at').on(table.decidedAt),
    check('leak_hold_findings', isCounts('findings')),
    check('leak_hold_cause', oneOf('cause', leakKinds)),
    check('leak_hold_became', oneOf('became', ['released', 'deleted', 'partly', 'expired'])),
    check('leak_hold_decided', sql`${table.decidedAt} is null or ${table.became} is not null`),
  ],
)
