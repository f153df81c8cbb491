// What became of each message, for whoever looks for one; what strangers tried; what DMARC reports will say. Rows are
// only ever added by our processes and removed by age. Never a subject or a body.

import { sql } from 'drizzle-orm'
import { bigserial, boolean, check, index, inet, jsonb, pgTable, real, text } from 'drizzle-orm/pg-core'
import type { SecurityFacts } from '#core/security-log.ts'
import type { TakenBy } from '#core/smtp/delivery-attempt.ts'
import { tracedOutcomes } from '#core/trace/trace.ts'
import { communeId, instant } from './columns.ts'
import { commune } from './tenant.ts'

/** One row for each message and mailbox that it reached, or would have. */
export const trace = pgTable(
  'trace',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    communeId: communeId().references(() => commune.id),
    at: instant('at').notNull(),
    queueId: text('queue_id').notNull(),
    client: inet('client').notNull(),
    reversePath: text('reverse_path').notNull(),
    /** The domain in From that DMARC is about. */
    authorDomain: text('author_domain'),
    recipient: text('recipient').notNull(),
    /** What RCPT named where that was not the mailbox alone. */
    given: text('given').array().notNull().default(sql`'{}'`),
    size: real('size').notNull(),
    spf: text('spf').notNull(),
    dkim: text('dkim').notNull(),
    dmarc: text('dmarc').notNull(),
    arc: text('arc').notNull(),
    score: real('score'),
    /** The rules that moved the score most: name → points. */
    symbols: jsonb('symbols').$type<Readonly<Record<string, number>>>().notNull(),
    /** Marks of our own filters (core/message/findings.ts). */
    findings: text('findings').array().notNull().default(sql`'{}'`),
    outcome: text('outcome', { enum: tracedOutcomes }).notNull(),
    reason: text('reason').notNull(),
    reply: text('reply').notNull(),
    /** Of what was sent; null for everything else. */
    takenBy: jsonb('taken_by').$type<TakenBy>(),
  },
  (table) => [
    index('trace_commune_id_at').on(table.communeId, table.at),
    index('trace_recipient').on(table.recipient, table.at),
    // Only what was not found under the mailbox: most rows cost this index nothing.
    index('trace_given').using('gin', table.given).where(sql`${table.given} <> '{}'`),
    index('trace_reverse_path').on(table.reversePath, table.at),
    index('trace_queue_id').on(table.queueId),
    index('trace_at').on(table.at),
    check(
      'trace_outcome',
      sql`${table.outcome} in ('delivered', 'junk', 'forwarded', 'held', 'waiting', 'refused', 'deferred', 'deleted', 'expired', 'sent', 'returned')`,
    ),
  ],
)

/** What a listener noticed about a client that looks like an attack. */
export const securityEvent = pgTable(
  'security_event',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    at: instant('at').notNull(),
    kind: text('kind').notNull(),
    /** The /32, /24 or /64 that it is about. */
    network: text('network').notNull(),
    facts: jsonb('facts').$type<SecurityFacts>().notNull().default({}),
  },
  (table) => [
    index('security_event_at').on(table.at),
    check(
      'security_event_facts',
      sql`jsonb_typeof(${table.facts}) = 'object' and length(${table.facts}::text) <= 4000`,
    ),
  ],
)

/** One row for each message whose author domain asks for DMARC reports (RFC 9990): what a report will count. */
export const dmarcObservation = pgTable(
  'dmarc_observation',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    at: instant('at').notNull(),
    /** Where the policy was found: the domain itself or one above it. */
    policyDomain: text('policy_domain').notNull(),
    authorDomain: text('author_domain').notNull(),
    client: inet('client').notNull(),
    /** What the published record said, as it will be repeated in the report. */
    published: jsonb('published').$type<Readonly<Record<string, string>>>().notNull(),
    disposition: text('disposition', { enum: ['none', 'quarantine', 'reject'] }).notNull(),
    dkimAligned: boolean('dkim_aligned').notNull(),
    spfAligned: boolean('spf_aligned').notNull(),
    /** Why the disposition is not what was asked for. */
    override: text('override'),
    details: jsonb('details').$type<DmarcDetails>().notNull(),
  },
  (table) => [
    index('dmarc_observation_policy').on(table.policyDomain, table.at),
    index('dmarc_observation_at').on(table.at),
  ],
)

export interface DmarcDetails {
  readonly envelopeFrom: string
  readonly spf: { readonly domain: string; readonly result: string }
  readonly dkim: readonly {
    readonly domain: string
    readonly selector: string
    readonly result: string
  }[]
}
