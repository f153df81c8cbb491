// The person who looks after the queue, and the time that passes: what took days in earnest happens here at a word.

import type { QueueId } from '#core/queue/queue-id.ts'
import type { Destination } from '#core/queue/queued-mail.ts'
import type { Database } from '#db/connection.ts'
import { releaseDeliveries } from '#db/stores/queue/queue-decisions.ts'
import { keyOf } from './receipts.ts'

interface Poisoned {
  readonly queueId: QueueId
  readonly destination: Destination
}

export class Operator {
  readonly #owner: Database
  released = 0

  constructor(owner: Database) {
    this.#owner = owner
  }

  /** Recipients that somebody still has to try; null while the database is away. */
  unsettled(): Promise<readonly string[] | null> {
    return this.#ask(async () => {
      await this.#releasePoison()
      const { rows } = await this.#owner.pool.query<{ queue_id: string; recipient: string }>(
        'select queue_id, recipient from delivery_recipient where settled_at is null',
      )
      return rows.map(({ queue_id, recipient }) => keyOf(queue_id, recipient))
    })
  }

  /** Five days pass for what others were asked to take, and an hour for what a crash left; true when nothing is left. */
  async endDays(): Promise<boolean> {
    const left = await this.#ask(async () => {
      await this.#releasePoison()
      await this.#owner.pool.query(
        "update delivery set expires_at = now() where state = 'waiting' and destination <> 'local' and expires_at > now()",
      )
      await this.#owner.pool.query(`
        update queued_message m set tell_at = case when tell_at > now() then now() else tell_at end, created_at = now() - interval '2 hours'
        where not exists (select from delivery d where d.queue_id = m.queue_id and state <> 'done')`)
      return await this.left()
    })
    return left === 0
  }

  async left(): Promise<number> {
    const { rows } = await this.#owner.pool.query<{ n: number }>(
      'select count(*)::integer as n from queued_message',
    )
    return rows[0]?.n ?? 0
  }

  async #releasePoison(): Promise<void> {
    const { rows } = await this.#owner.pool.query<Poisoned>(
      `select queue_id as "queueId", destination from delivery where held_for = 'poison'`,
    )
    for (const { queueId, destination } of rows)
      this.released += await this.#owner.transaction((transaction) =>
        releaseDeliveries(transaction, { scope: { kind: 'department' }, queueId, destination }),
      )
  }

  async #ask<Value>(question: () => Promise<Value>): Promise<Value | null> {
    try {
      return await question()
    } catch {
      return null
    }
  }
}
