// The trace as the panel reads it: pages of a search, and all that is known of one message. Each way of asking has its index,
// as in find-traces.ts.

import { and, arrayOverlaps, asc, desc, eq, gte, inArray, isNull, lt, type SQL, sql } from 'drizzle-orm'
import { unionAll } from 'drizzle-orm/pg-core'
import type { CommuneId } from '#core/address/directory.ts'
import type { TracedOutcome } from '#core/trace/trace.ts'
import type { Database } from '../../connection.ts'
import { keptMessage, keptRecipient } from '../../schema/kept-mail.ts'
import { commune } from '../../schema/tenant.ts'
import { trace } from '../../schema/trace.ts'
import { excludeProbe } from '../query/exclude-probe.ts'
import { afterCursor, type PageWish, pageOfRows } from '../query/page.ts'
import { type Scope, within } from '../query/scope.ts'

export interface TraceFilter {
  /** Sender, mailbox or what RCPT named, in each spelling that may have been written down. */
  readonly addresses?: readonly string[] | undefined
  readonly commune?: CommuneId | undefined
  readonly queueId?: string | undefined
  readonly outcome?: TracedOutcome | undefined
  readonly since?: Date | undefined
  readonly until?: Date | undefined
}

export type TraceRow = Awaited<ReturnType<typeof findTracePage>>['rows'][number]

/**
 * What became of each message and recipient, newest first: of what waited and came later, the later row alone. Needs the rights
 * of `vm_admin`.
 */
export async function findTracePage(
  { drizzle }: Pick<Database, 'drizzle'>,
  scope: Scope,
  { addresses, after, limit, ...filter }: TraceFilter & PageWish,
) {
  const matching = (about: SQL | undefined) =>
    drizzle
      .select({ id: trace.id })
      .from(trace)
      .where(
        and(
          about,
          isLatest,
          ...conditions(scope, filter),
          afterCursor(after, [sql`${trace.at}`, sql`${trace.id}`], 'desc'),
        ),
      )
      .orderBy(desc(trace.at), desc(trace.id))
      .limit(limit + 1)
  const ids =
    addresses === undefined
      ? // Whoever names an address or a message means it.
        matching(filter.queueId === undefined ? excludeProbe(trace.recipient, trace.communeId) : undefined)
      : unionAll(
          matching(inArray(trace.recipient, [...addresses])),
          // The index has no rows of mailboxes that were named themselves.
          matching(and(arrayOverlaps(trace.given, [...addresses]), sql`${trace.given} <> '{}'`)),
          matching(inArray(trace.reversePath, [...addresses])),
        )
  const rows = await readRows(drizzle, inArray(trace.id, ids))
    .orderBy(desc(trace.at), desc(trace.id))
    .limit(limit + 1)
  return pageOfRows(rows.map(named), limit, ({ cursor, id }) => [cursor, id])
}

/** All that is known of one message, in the order it happened; none when nobody in sight was to get it. */
export async function findTraceOf(
  { drizzle }: Pick<Database, 'drizzle'>,
  scope: Scope,
  queueId: string,
): Promise<readonly TraceRow[]> {
  const rows = await readRows(drizzle, and(...conditions(scope, { queueId }))).orderBy(asc(trace.id))
  return rows.map(named)
}

/** Of the same message: what is kept of it and not settled, recipient by recipient. */
export async function findKeptOf({ drizzle }: Pick<Database, 'drizzle'>, scope: Scope, queueId: string) {
  return await drizzle
    .select({
      queueId: keptRecipient.queueId,
      recipient: keptRecipient.recipient,
      kind: keptRecipient.kind,
      nextAttemptAt: keptRecipient.nextAttemptAt,
      attempts: keptRecipient.attempts,
      lastReply: keptRecipient.lastReply,
      releasedAt: keptRecipient.releasedAt,
    })
    .from(keptRecipient)
    .innerJoin(keptMessage, eq(keptMessage.queueId, keptRecipient.queueId))
    .where(
      and(
        within(scope, keptRecipient.communeId),
        isNull(keptRecipient.settledAt),
        // A second copy is kept under an id of its own.
        sql`(${keptMessage.queueId} = ${queueId} or ${keptMessage.receivedAs} = ${queueId})`,
      ),
    )
    .orderBy(asc(keptRecipient.recipient))
}

/** Within one commune: who sees no other must not miss its mail because another one's trace goes on. */
const isLatest = sql`not exists (
  select from trace as later
  where later.queue_id = ${trace.queueId} and later.recipient = ${trace.recipient}
    and later.commune_id = ${trace.communeId} and later.id > ${trace.id}
)`

/** A message may be asked for by the id of a copy that is kept of it. */
const idsOf = (queueId: string): SQL => sql`array(
  select ${queueId} union all
  select received_as from kept_message where queue_id = ${queueId} and received_as is not null
)`

const conditions = (
  scope: Scope,
  { commune: tenant, queueId, outcome, since, until }: Omit<TraceFilter, 'addresses'>,
): (SQL | undefined)[] => [
  within(scope, trace.communeId),
  tenant === undefined ? undefined : eq(trace.communeId, tenant),
  queueId === undefined ? undefined : sql`${trace.queueId} = any(${idsOf(queueId)})`,
  outcome === undefined ? undefined : eq(trace.outcome, outcome),
  since === undefined ? undefined : gte(trace.at, since),
  until === undefined ? undefined : lt(trace.at, until),
]

const readRows = (drizzle: Database['drizzle'], where: SQL | undefined) =>
  drizzle
    .select({ found: trace, communeName: commune.name, cursor: sql<string>`${trace.at}::text` })
    .from(trace)
    .innerJoin(commune, eq(commune.id, trace.communeId))
    .where(where)

const named = ({
  found: { communeId, size, ...row },
  communeName,
  cursor,
}: {
  readonly found: typeof trace.$inferSelect
  readonly communeName: string
  readonly cursor: string
}) => ({ ...row, bytes: size, commune: { id: communeId as CommuneId, name: communeName }, cursor })
