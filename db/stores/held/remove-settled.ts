// The end of a kept message: its content goes with the last recipient who is settled.

import { and, eq, sql } from 'drizzle-orm'
import type { QueueId } from '#core/queue/queue-id.ts'
import type { Transaction } from '../../connection.ts'
import { keptMessage } from '../../schema/kept-mail.ts'

/**
 * Held to the end of the transaction. Two that settle the last two recipients at once would each see the other's as
 * open, and the content would stay for ever.
 */
export async function lockKept(transaction: Transaction, queueId: QueueId): Promise<void> {
  await transaction.execute(sql`select pg_advisory_xact_lock(hashtextextended(${queueId}, 0))`)
}

/** Under `lockKept`, after the rows were settled. */
export async function removeWhenSettled(transaction: Transaction, queueId: QueueId): Promise<void> {
  await transaction
    .delete(keptMessage)
    .where(
      and(
        eq(keptMessage.queueId, queueId),
        sql`not exists (select from kept_recipient r where r.queue_id = ${queueId} and r.settled_at is null)`,
      ),
    )
}
