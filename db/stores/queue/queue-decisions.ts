// What people decide about outgoing mail: hold it, let it go, try it now, delete it, pause a destination. In the transaction
// of whoever calls, so that the word about it in the log of changes is there with it. What is decided is heard by the
// runners at the commit.

import { and, eq, sql } from 'drizzle-orm'
import type { CommuneId } from '#core/address/directory.ts'
import type { QueueId } from '#core/queue/queue-id.ts'
import type { Destination } from '#core/queue/queued-mail.ts'
import type { Transaction } from '../../connection.ts'
import { redactQueryErrors } from '../../redact-query-error.ts'
import { queuedMessage } from '../../schema/queue.ts'
import { queueChannel } from '../../wake-runners.ts'
import { type Scope, within } from '../query/scope.ts'
import type { DeletedRecipient } from '../trace/trace-deletion.ts'
import { afterPauseSeconds } from './queue-runs.ts'

/** All of a message, or what of it goes to one destination. */
export interface WhichDeliveries {
  readonly queueId: QueueId
  readonly destination: Destination | null
}

interface Within extends WhichDeliveries {
  readonly scope: Scope
}

/** Resolves with the number of deliveries that waited; one that is being tried at this moment goes on, and is held after it. */
export const holdDeliveries = (transaction: Transaction, which: Within): Promise<number> =>
  changed(
    transaction,
    sql`
    update delivery set state = 'held', held_for = 'person', next_attempt_at = null, updated_at = now()
    where state = 'waiting' and ${chosen(which)} returning 1`,
  )

/**
 * Tried at once, from the start of the curve, with a day to go at least. The département lets go what is held for whatever
 * reason; a commune neither poison nor what a mailbox sent whose sending is suspended.
 */
export async function releaseDeliveries(transaction: Transaction, which: Within): Promise<number> {
  if (which.scope.kind === 'commune') await waitForStops(transaction, which.scope.commune)
  return await changed(
    transaction,
    sql`
    update delivery set state = 'waiting', held_for = null, next_attempt_at = now(), unanswered = 0,
      expires_at = greatest(expires_at, now() + make_interval(secs => ${afterPauseSeconds})), updated_at = now()
    where state = 'held' and ${chosen(which)} and ${releasable(which.scope)} returning 1`,
  )
}

/**
 * Now, whatever the curve says; for the département although its destination rests. That rest is everybody's: one commune
 * does not end it for all.
 */
export async function retryNow(transaction: Transaction, which: Within): Promise<number> {
  if (which.scope.kind === 'department')
    await redactQueryErrors(() =>
      transaction.execute(sql`
        delete from destination_pace where destination in (
          select destination from delivery where state = 'waiting' and ${chosen(which)})`),
    )
  return changed(
    transaction,
    sql`
    update delivery set next_attempt_at = now(), updated_at = now()
    where state = 'waiting' and ${chosen(which)} returning 1`,
  )
}

export interface Deleted {
  readonly deliveries: number
  /** Who will not get it, for the trace; none of a report, which is nobody's mail. */
  readonly recipients: readonly DeletedRecipient[]
}

type DeletedRow = {
  readonly deliveries: number
  readonly commune: string
  readonly reverse_path: string
  readonly bytes: number
  readonly recipients: readonly Pick<DeletedRecipient, 'address' | 'reason'>[]
}

/**
 * Nobody is told. Not what is being tried at this moment, which may arrive: whoever asks may hold it, and delete it then.
 * The message goes with its last delivery.
 */
export async function deleteDeliveries(transaction: Transaction, which: Within): Promise<Deleted> {
  // Two who settle the last two destinations at once would each see the other's as open.
  await redactQueryErrors(() =>
    transaction.execute(sql`select from queued_message where queue_id = ${which.queueId} for update`),
  )
  const { rows } = await redactQueryErrors(() =>
    transaction.execute<DeletedRow>(sql`
    with picked as materialized (
      select queue_id, destination, held_for from delivery
      where state <> 'done' and (claim is null or claimed_until <= now()) and ${chosen(which)} for update
    ), gone as (
      update delivery d set state = 'done', held_for = null, next_attempt_at = null, claim = null, claimed_until = null,
        updated_at = now()
      from picked where d.queue_id = picked.queue_id and d.destination = picked.destination
      returning d.queue_id, d.destination, picked.held_for
    ), settled as (
      update delivery_recipient r set settled_at = now(), settled_as = 'deleted', updated_at = now()
      from gone where r.queue_id = gone.queue_id and r.destination = gone.destination and r.settled_at is null
      returning r.recipient, gone.held_for
    )
    select (select count(*)::integer from gone) as deliveries, m.commune_id as commune, m.reverse_path, m.size as bytes,
      (select coalesce(json_agg(json_build_object('address', recipient,
        'reason', case held_for when 'approval' then 'leak' else 'withdrawn' end) order by recipient), '[]')
      from settled where m.origin <> 'report') as recipients
    from queued_message m where m.queue_id = ${which.queueId}`),
  )
  const [row] = rows
  if (row === undefined || row.deliveries === 0) return { deliveries: 0, recipients: [] }
  await wake(transaction)
  await redactQueryErrors(() =>
    transaction.execute(sql`
      delete from queued_message m where queue_id = ${which.queueId} and not exists (
        select from delivery_recipient r where r.queue_id = m.queue_id and (settled_at is null or untold))`),
  )
  const { commune, reverse_path: reversePath, bytes } = row
  const message = {
    queueId: which.queueId,
    commune: commune as CommuneId,
    reversePath,
    bytes,
    at: new Date(),
  }
  return { deliveries: row.deliveries, recipients: row.recipients.map((each) => ({ ...message, ...each })) }
}

export interface Pause {
  readonly destination: Destination
  readonly reason: string
  /** Null until somebody resumes it. */
  readonly until: Date | null
}

/** For all communes. What waits there does not grow too old meanwhile. */
export async function pauseDestination(transaction: Transaction, pause: Pause): Promise<void> {
  const until = pause.until?.toISOString() ?? null
  await redactQueryErrors(() =>
    transaction.execute(sql`
      insert into paused_destination (destination, until, reason) values (${pause.destination}, ${until}, ${pause.reason})
      on conflict (destination) do update set until = excluded.until, reason = excluded.reason, since = now()`),
  )
}

/** False when it was not paused. What waited is tried as it is due, with a day to go at least. */
export async function resumeDestination(
  transaction: Transaction,
  destination: Destination,
): Promise<boolean> {
  const { rowCount } = await redactQueryErrors(() =>
    transaction.execute(sql`delete from paused_destination where destination = ${destination}`),
  )
  if (rowCount === 0) return false
  await changed(
    transaction,
    sql`
    update delivery set expires_at = greatest(expires_at, now() + make_interval(secs => ${afterPauseSeconds}))
    where destination = ${destination} and state = 'waiting' returning 1`,
  )
  return true
}

/** Rows of the table `delivery` of a message that whoever asks can see. */
const chosen = ({ scope, queueId, destination }: Within) => sql`queue_id = ${queueId}
  and ${destination === null ? sql`true` : sql`destination = ${destination}`}
  and exists (select from ${queuedMessage} where ${and(eq(queuedMessage.queueId, queueId), within(scope, queuedMessage.communeId))})`

/** Rows of the table `delivery` that whoever asks may let go; sendingStopped in queued-message.ts says the same of a message. */
const releasable = (scope: Scope) =>
  scope.kind === 'department'
    ? sql`true`
    : sql`held_for not in ('poison', 'stop') and not exists (
        select from queued_message m join sending_stop s on s.mailbox_id = m.mailbox_id and s.commune_id = m.commune_id
        where m.queue_id = delivery.queue_id and s.resumed_at is null)`

/** The lock of stop_sending: what leaves here just before it begins is waiting when it looks for what to hold. */
const waitForStops = (transaction: Transaction, commune: CommuneId) =>
  redactQueryErrors(() =>
    transaction.execute(
      sql`select pg_advisory_xact_lock(hashtextextended('sending ' || ${commune}::uuid, 0))`,
    ),
  )

async function changed(transaction: Transaction, statement: ReturnType<typeof sql>): Promise<number> {
  const { rowCount } = await redactQueryErrors(() => transaction.execute(statement))
  if (rowCount) await wake(transaction)
  return rowCount ?? 0
}

const wake = (transaction: Transaction) => transaction.execute(sql`select pg_notify(${queueChannel}, '')`)
