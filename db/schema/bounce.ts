// What is remembered of mail that could not be delivered once the message itself is gone: how often, day by day, and which
// addresses do not exist. Never what it said; nor, where it is counted, to whom.

import { sql } from 'drizzle-orm'
import { check, date, index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { replyKinds } from '#core/smtp/delivery-attempt.ts'
import { communeId, instant } from './columns.ts'
import { commune } from './tenant.ts'

/** Recipients that were not reached in the end, refused or given up, by the domain that sent to them. */
export const bounceCount = pgTable(
  'bounce_count',
  {
    communeId: communeId().references(() => commune.id),
    /** Of the reverse-path. */
    domain: text('domain').notNull(),
    destination: text('destination').notNull(),
    kind: text('kind', { enum: replyKinds }).notNull(),
    /** In the département's time. */
    day: date('day', { mode: 'string' }).notNull(),
    count: integer('count').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.communeId, table.domain, table.destination, table.kind, table.day] }),
    index('bounce_count_day').on(table.day),
    check('bounce_count_count', sql`${table.count} > 0`),
  ],
)

/** Addresses of others that their own server does not know: nobody of ours writes there until then. */
export const suppressedAddress = pgTable(
  'suppressed_address',
  {
    /** In lower case: no server of today tells two mailboxes apart by it. */
    address: text('address').primaryKey(),
    since: instant('since').notNull().defaultNow(),
    until: instant('until').notNull(),
    kind: text('kind', { enum: replyKinds }).notNull(),
    reply: text('reply').notNull(),
  },
  (table) => [
    index('suppressed_address_until').on(table.until),
    check('suppressed_address_address', sql`${table.address} = lower(${table.address})`),
    check('suppressed_address_until', sql`${table.until} > ${table.since}`),
  ],
)
