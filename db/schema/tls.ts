// What the delivery to mail hosts of others remembers of their TLS: policies that outlive a process, and how often sessions were
// protected, for the reports about it.

import { sql } from 'drizzle-orm'
import { check, date, index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { tlsPolicies, tlsResults } from '#core/deliverability/tls-session.ts'
import { instant } from './columns.ts'

/** Policies of MTA-STS (RFC 8461 §3.2) as they were fetched last. */
export const stsPolicy = pgTable(
  'sts_policy',
  {
    domain: text('domain').primaryKey(),
    /** The id of the record that announced it. */
    announcedAs: text('announced_as').notNull(),
    mode: text('mode', { enum: ['enforce', 'testing', 'none'] }).notNull(),
    mx: text('mx').array().notNull(),
    maxAgeSeconds: integer('max_age_seconds').notNull(),
    fetchedAt: instant('fetched_at').notNull(),
  },
  (table) => [
    index('sts_policy_fetched_at').on(table.fetchedAt),
    check('sts_policy_mode', sql`${table.mode} in ('enforce', 'testing', 'none')`),
    check('sts_policy_max_age', sql`${table.maxAgeSeconds} between 0 and 31557600`),
  ],
)

/** Sessions of one day with one host, by what was demanded and what came of it (RFC 8460). */
export const tlsCount = pgTable(
  'tls_count',
  {
    day: date('day').notNull(),
    destination: text('destination').notNull(),
    host: text('host').notNull(),
    policy: text('policy', { enum: tlsPolicies }).notNull(),
    result: text('result', { enum: tlsResults }).notNull(),
    sessions: integer('sessions').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.day, table.destination, table.host, table.policy, table.result] }),
    check('tls_count_policy', sql`${table.policy} in ('tlsa', 'sts', 'no-policy-found')`),
    check('tls_count_sessions', sql`${table.sessions} > 0`),
  ],
)
