// What became later of mail that waited or was held, as the worker writes it into the trace: a new row beside the first
// one, from which it takes what only the gateway knew.

import { sql } from 'drizzle-orm'
import type { Log } from '#core/log.ts'
import type { LaterEntry, LaterTrace } from '#core/trace/trace.ts'
import { BackgroundWriter } from '../../background-writer.ts'
import type { Database } from '../../connection.ts'

/** Needs the rights of `vm_worker`. */
export function traceFollowUpStore({ drizzle }: Database, log: Log): LaterTrace & AsyncDisposable {
  const writer = new BackgroundWriter<LaterEntry>({
    write: (entries) => drizzle.execute(insertFollowUps(entries)),
    lost: (entries, cause) => log.warn({ event: 'trace.lost', kind: 'trace', entries, cause }),
  })
  return {
    add: (entries) => writer.add(entries),
    [Symbol.asyncDispose]: () => writer[Symbol.asyncDispose](),
  }
}

/**
 * For those who write it with what they do, in one transaction. The first row may be lost or too old: then nobody knows
 * any more who had sent the message, and the row says that.
 */
export const insertFollowUps = (entries: readonly LaterEntry[]) => sql`
  insert into trace (commune_id, at, queue_id, client, reverse_path, author_domain, recipient, given, size,
    spf, dkim, dmarc, arc, score, symbols, findings, outcome, reason, reply,
    taken_by)
  select later."commune", later."at", later."queueId", coalesce(first.client, '::'), later."reversePath",
    first.author_domain, later."recipient", coalesce(first.given, '{}'), coalesce(first.size, later."bytes"),
    coalesce(first.spf, 'unknown'), coalesce(first.dkim, 'unknown'), coalesce(first.dmarc, 'unknown'),
    coalesce(first.arc, 'unknown'), first.score,
    coalesce(first.symbols, '{}'), coalesce(first.findings, '{}'), later."outcome", later."reason", later."reply",
    later."takenBy"
  from jsonb_to_recordset(${JSON.stringify(entries)}::jsonb) as later ("commune" uuid, "at" timestamptz,
    "queueId" text, "reversePath" text, "recipient" text, "bytes" real, "outcome" text, "reason" text, "reply" text,
    "takenBy" jsonb)
  left join lateral (
    select * from trace
    where trace.queue_id = later."queueId" and trace.recipient = later."recipient"
      and trace.commune_id = later."commune"
    order by trace.id limit 1
  ) first on true`
