// Puts a message into the queue (core/queued-mail.ts): one statement, and so one transaction and one round trip, whatever
// the number of recipients.

import type pg from 'pg'
import { countedLeaks } from '#core/leak.ts'
import { queueLifeSeconds } from '#core/queue-curve.ts'
import type { MailQueue, NewQueuedMessage } from '#core/queued-mail.ts'
import type { Database } from '../connection.ts'
import { inTransaction } from '../in-transaction.ts'
import { wakeRunners } from '../wake-runners.ts'
import { withoutValues } from '../without-values.ts'
import { recordingLeak } from './recording-leak.ts'

async function enqueueAll(client: pg.PoolClient, messages: readonly NewQueuedMessage[]): Promise<void> {
  for (const message of messages) {
    await client.query(enqueueing(message))
    if (message.leak !== undefined) await client.query(recordingLeak(message, message.leak))
  }
}

/** Foreign keys are looked at when the whole statement has run, so the order of its parts does not matter. */
const text = `
  with message as (
    insert into queued_message
      (queue_id, commune_id, mailbox_id, origin, reverse_path, content, smtputf8, returns, envelope_id, leaks)
    values ($1, $2::uuid, $3::uuid, $4, $5, $6::bytea, $7, $8, $9, $13::jsonb)
  ), given as (
    select distinct on (address) address, destination, notify, "originalRecipient" as original_recipient
    from json_to_recordset($10::json)
      as (address text, destination text, notify text[], "originalRecipient" text)
  ), why as (
    -- Of a mailbox that was suspended while the message was looked into, nothing leaves either.
    select case when $11::boolean then 'approval' when $4 = 'submission' and exists (
      select from sending_stop where mailbox_id = $3::uuid and commune_id = $2::uuid and resumed_at is null)
      then 'person' end as held_for
  ), deliveries as (
    insert into delivery
      (queue_id, destination, turn_commune_id, turn_size, state, next_attempt_at, held_for, expires_at)
    select distinct $1, destination, $2::uuid, octet_length($6::bytea), case when held_for is null then 'waiting' else 'held' end,
      case when held_for is null then now() end, held_for, now() + make_interval(secs => $12)
    from given, why
  )
  insert into delivery_recipient (queue_id, recipient, destination, notify, original_recipient)
  select $1, address, destination, notify, original_recipient from given`

/** The statement with its values, for those who have a transaction of their own. */
export const enqueueing = (message: NewQueuedMessage) => ({
  name: 'enqueue-mail',
  text,
  values: [
    message.queueId,
    message.commune,
    message.mailbox,
    message.origin,
    message.reversePath,
    message.content,
    message.smtputf8,
    message.returns,
    message.envelopeId,
    JSON.stringify(message.recipients),
    message.held,
    queueLifeSeconds,
    JSON.stringify(countedLeaks(message.leak?.counts ?? {})),
  ],
})

/**
 * Needs the rights of `vm_gateway`. A recipient that is named twice is one; the same queue id again rejects. Runners are
 * woken after the commit; one that does not hear of it finds the message when it looks by itself.
 */
export function mailQueueStore({ pool }: Pick<Database, 'pool'>): MailQueue {
  const wake = wakeRunners(pool)
  return {
    async enqueue(...messages) {
      const [first, ...others] = messages
      if (first === undefined) return
      await withoutValues(async () => {
        if (others.length === 0 && first.leak === undefined) await pool.query(enqueueing(first))
        else await inTransaction(pool, (client) => enqueueAll(client, messages))
      })
      if (messages.some(({ held }) => !held)) wake()
    },
  }
}
