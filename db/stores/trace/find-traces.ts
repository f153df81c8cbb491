// The search of the trace, newest first. Each way of asking has its index: an address is looked for as sender,
// as mailbox and as what RCPT named in a search each, because one with "or" would sort everything that matches.

import { and, arrayOverlaps, desc, eq, gte, inArray, type SQL, sql } from 'drizzle-orm'
import { unionAll } from 'drizzle-orm/pg-core'
import type { CommuneId } from '#core/address/directory.ts'
import type { TakenBy } from '#core/smtp/delivery-attempt.ts'
import type { Reason } from '#core/trace/outcome.ts'
import type { TraceEntry } from '#core/trace/trace.ts'
import type { Database } from '../../connection.ts'
import { redactQueryErrors } from '../../redact-query-error.ts'
import { commune } from '../../schema/tenant.ts'
import { trace } from '../../schema/trace.ts'

export interface TraceSearch {
  /** Whose mail: one tenant's, or everybody's for those who run the installation. */
  readonly tenant: CommuneId | 'all'
  /** Sender, mailbox or what RCPT named, in each spelling that may have been written down. */
  readonly addresses?: readonly string[]
  /** As the sender was told it, or as a copy of it is held for as long as it is. */
  readonly queueId?: string
  readonly since?: Date
  readonly outcome?: TraceEntry['outcome']
  readonly limit: number
}

export interface FoundTrace extends TraceEntry {
  readonly communeName: string
  /** As the column has it. */
  readonly takenBy: TakenBy | null
}

/** Needs the right to read `trace`, `commune` and the ids in `kept_message`. */
export function findTraces(database: Database, search: TraceSearch): Promise<readonly FoundTrace[]> {
  return redactQueryErrors(async () => {
    const rows = await selection(database, search)
    return rows.map(({ found, communeName }) => entryOf(found, communeName))
  })
}

function selection({ drizzle }: Database, search: TraceSearch) {
  const { addresses, limit } = search
  const matching = (about: SQL | undefined) =>
    drizzle
      .select({ id: trace.id })
      .from(trace)
      .where(and(about, ...conditions(search)))
      .orderBy(desc(trace.at), desc(trace.id))
      .limit(limit)
  const ids =
    addresses === undefined
      ? matching(undefined)
      : unionAll(
          matching(inArray(trace.recipient, [...addresses])),
          // The index has no rows of mailboxes that were named themselves.
          matching(and(arrayOverlaps(trace.given, [...addresses]), sql`${trace.given} <> '{}'`)),
          matching(inArray(trace.reversePath, [...addresses])),
        )
  return drizzle
    .select({ found: trace, communeName: commune.name })
    .from(trace)
    .innerJoin(commune, eq(commune.id, trace.communeId))
    .where(inArray(trace.id, ids))
    .orderBy(desc(trace.at), desc(trace.id))
    .limit(limit)
}

/** A second copy is held under an id of its own, and the trace knows the one that the sender was told. */
const idsOf = (queueId: string): SQL => sql`array(
  select ${queueId} union all
  select received_as from kept_message where queue_id = ${queueId} and received_as is not null
)`

const conditions = ({ tenant, queueId, since, outcome }: TraceSearch): (SQL | undefined)[] => [
  tenant === 'all' ? undefined : eq(trace.communeId, tenant),
  queueId === undefined ? undefined : sql`${trace.queueId} = any(${idsOf(queueId)})`,
  since === undefined ? undefined : gte(trace.at, since),
  outcome === undefined ? undefined : eq(trace.outcome, outcome),
]

/** Rows of this table are written by our own stores, from the types that are read here. */
const entryOf = (
  { id: _id, communeId, size, ...row }: typeof trace.$inferSelect,
  communeName: string,
): FoundTrace => ({
  ...row,
  commune: communeId as CommuneId,
  communeName,
  bytes: size,
  reason: row.reason as Reason,
})
