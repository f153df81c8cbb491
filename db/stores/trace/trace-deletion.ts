// What the trace says of outgoing mail that somebody deleted before it left. Whoever deletes it in the panel may not write the trace,
// so the worker does, by the job `trace-deleted`; doing it twice changes nothing.

import { and, eq, inArray } from 'drizzle-orm'
import type { CommuneId } from '#core/address/directory.ts'
import type { QueueId } from '#core/queue/queue-id.ts'
import type { LaterEntry } from '#core/trace/trace.ts'
import type { Database } from '../../connection.ts'
import { redactQueryErrors } from '../../redact-query-error.ts'
import { trace } from '../../schema/trace.ts'
import { insertFollowUps } from './trace-follow-up.ts'

export interface DeletedRecipient {
  readonly queueId: QueueId
  readonly commune: CommuneId
  readonly reversePath: string
  readonly bytes: number
  readonly at: Date
  readonly address: string
  /** What it was held for by leak prevention, or whatever else kept it in the queue. */
  readonly reason: 'leak' | 'withdrawn'
}

export const deletedEntry = ({ address, ...known }: DeletedRecipient): LaterEntry => ({
  ...{ ...known, recipient: address, outcome: 'deleted', reply: '' },
})

/** Needs the rights of `vm_worker`. All entries are of one message. */
export const traceDeletion = (
  { transaction }: Pick<Database, 'transaction'>,
  entries: readonly LaterEntry[],
): Promise<void> =>
  redactQueryErrors(() =>
    transaction(async (within) => {
      const [first] = entries
      if (first === undefined) return
      const known = await within
        .select({ recipient: trace.recipient })
        .from(trace)
        .where(
          and(
            eq(trace.queueId, first.queueId),
            eq(trace.outcome, 'deleted'),
            inArray(
              trace.recipient,
              entries.map(({ recipient }) => recipient),
            ),
          ),
        )
      const told = new Set(known.map(({ recipient }) => recipient))
      const missing = entries.filter(({ recipient }) => !told.has(recipient))
      if (missing.length > 0) await within.execute(insertFollowUps(missing))
    }),
  )
