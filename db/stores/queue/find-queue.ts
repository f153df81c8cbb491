// The queue of outgoing mail as people look at it: each delivery that is not over, the newest message first. Whose it is, where
// it goes and why it waits; never its content.

import { type SQL, sql } from 'drizzle-orm'
import type { CommuneId } from '#core/address/directory.ts'
import type { QueueId } from '#core/queue/queue-id.ts'
import type { Destination, QueueOrigin } from '#core/queue/queued-mail.ts'
import type { ReplyKind } from '#core/smtp/delivery-attempt.ts'
import type { Database } from '../../connection.ts'
import { redactQueryErrors } from '../../redact-query-error.ts'
import { afterCursor, type PageWish, pageOfRows } from '../query/page.ts'
import type { Scope } from '../query/scope.ts'

type Reading = Pick<Database, 'drizzle'>

export type HeldFor = 'approval' | 'person' | 'poison' | 'stop'

export interface QueueFilter {
  readonly commune?: CommuneId | undefined
  readonly state?: 'waiting' | 'held' | undefined
  readonly heldFor?: HeldFor | undefined
  readonly destination?: Destination | undefined
  /** Part of an address or of the destination, or the whole id of a message. */
  readonly search?: string | undefined
}

export interface QueuedDelivery {
  readonly queueId: QueueId
  readonly destination: Destination
  readonly commune: { readonly id: CommuneId; readonly name: string }
  readonly origin: QueueOrigin
  readonly reversePath: string
  /** The first of them. */
  readonly recipients: readonly string[]
  readonly recipientCount: number
  readonly bytes: number
  readonly acceptedAt: Date
  readonly state: 'waiting' | 'held'
  readonly heldFor: HeldFor | null
  /** The sending of the mailbox that it was sent from is suspended now, or was when that was deleted. */
  readonly sendingStopped: boolean
  /** At this very moment. */
  readonly trying: boolean
  readonly attempts: number
  readonly nextAttemptAt: Date | null
  readonly expiresAt: Date
  /** What was last answered about those who do not have it yet; null before anything was. */
  readonly kind: ReplyKind | null
  readonly paused: boolean
}

export interface QueueCounts {
  readonly count: number
  readonly waiting: number
  readonly held: number
  /** Of those held. */
  readonly approval: number
}

/** Of the aliases `d` (delivery) and `m` (queued_message). */
const matching = (scope: Scope, { commune, state, heldFor, destination, search }: QueueFilter): SQL => sql`
  d.state <> 'done'
  ${scope.kind === 'department' ? sql`` : sql`and m.commune_id = ${scope.commune}`}
  ${commune === undefined ? sql`` : sql`and m.commune_id = ${commune}`}
  ${state === undefined ? sql`` : sql`and d.state = ${state}`}
  ${heldFor === undefined ? sql`` : sql`and d.held_for = ${heldFor}`}
  ${destination === undefined ? sql`` : sql`and d.destination = ${destination}`}
  ${search === undefined || search === '' ? sql`` : sql`and ${mentions(search.toLowerCase())}`}`

const mentions = (text: string): SQL => sql`(
  strpos(lower(m.reverse_path), ${text}) > 0 or strpos(d.destination, ${text}) > 0 or lower(d.queue_id) = ${text}
  or exists (select from delivery_recipient r where r.queue_id = d.queue_id and r.destination = d.destination
    and strpos(lower(r.recipient), ${text}) > 0))`

/** Nothing is tried there now, because somebody said so. */
export const pausedNow = (destination: SQL): SQL =>
  sql`exists (select from paused_destination p where p.destination = ${destination} and coalesce(p.until > now(), true))`

export const millisecondsOf = (moment: SQL): SQL => sql`(extract(epoch from ${moment}) * 1000)::float8`

const recipientsShown = 3

type Row = {
  readonly queue_id: string
  readonly destination: string
  readonly commune_id: string
  readonly commune_name: string
  readonly origin: QueueOrigin
  readonly reverse_path: string
  readonly recipients: readonly string[]
  readonly recipient_count: number
  readonly size: number
  readonly accepted_at: number
  readonly state: 'waiting' | 'held'
  readonly held_for: HeldFor | null
  readonly sending_stopped: boolean
  readonly trying: boolean
  readonly attempts: number
  readonly next_attempt_at: number | null
  readonly expires_at: number
  readonly kind: ReplyKind | null
  readonly paused: boolean
}

/** Needs the rights of `vm_admin`. */
export async function findDeliveryPage(
  { drizzle }: Reading,
  scope: Scope,
  { after, limit, ...filter }: QueueFilter & PageWish,
) {
  const order = [sql`d.queue_id`, sql`d.destination`]
  const { rows } = await redactQueryErrors(() =>
    drizzle.execute<Row>(sql`
    with page as (
      select d.*, m.commune_id, m.mailbox_id, m.origin, m.reverse_path, m.size, m.created_at as accepted_at
      from delivery d join queued_message m using (queue_id)
      where ${matching(scope, filter)} and ${afterCursor(after, order, 'desc') ?? sql`true`}
      order by d.queue_id desc, d.destination desc limit ${limit + 1}
    )
    select d.queue_id, d.destination, d.commune_id, c.name as commune_name, exists (select from sending_stop s
        where s.mailbox_id = d.mailbox_id and s.commune_id = d.commune_id and s.resumed_at is null) as sending_stopped, d.origin, d.reverse_path, d.size, d.state,
      d.held_for, d.attempts, coalesce(d.claimed_until > now(), false) as trying, open.recipients, open.recipient_count, open.kind,
      ${millisecondsOf(sql`d.accepted_at`)} as accepted_at, ${millisecondsOf(sql`d.expires_at`)} as expires_at,
      ${millisecondsOf(sql`d.next_attempt_at`)} as next_attempt_at, ${pausedNow(sql`d.destination`)} as paused
    from page d
    join commune c on c.id = d.commune_id
    cross join lateral (
      select count(*)::int as recipient_count,
        (array_agg(r.recipient order by r.recipient))[1:${sql.raw(String(recipientsShown))}] as recipients,
        (array_agg(r.last_kind order by r.attempts desc, r.recipient) filter (where r.last_kind is not null))[1] as kind
      from delivery_recipient r
      where r.queue_id = d.queue_id and r.destination = d.destination and r.settled_at is null
    ) open
    order by d.queue_id desc, d.destination desc`),
  )
  const page = pageOfRows(rows, limit, ({ queue_id, destination }) => [queue_id, destination])
  return { rows: page.rows.map(listed), next: page.next }
}

const listed = (row: Row): QueuedDelivery => ({
  queueId: row.queue_id as QueueId,
  destination: row.destination as Destination,
  commune: { id: row.commune_id as CommuneId, name: row.commune_name },
  origin: row.origin,
  reversePath: row.reverse_path,
  recipients: row.recipients ?? [],
  recipientCount: row.recipient_count,
  bytes: row.size,
  acceptedAt: new Date(row.accepted_at),
  state: row.state,
  heldFor: row.held_for,
  sendingStopped: row.sending_stopped,
  trying: row.trying,
  attempts: row.attempts,
  nextAttemptAt: row.next_attempt_at === null ? null : new Date(row.next_attempt_at),
  expiresAt: new Date(row.expires_at),
  kind: row.kind,
  paused: row.paused,
})

/** Deliveries, as they are listed. */
export async function countDeliveries(
  { drizzle }: Reading,
  scope: Scope,
  filter: QueueFilter,
): Promise<QueueCounts> {
  const { rows } = await redactQueryErrors(() =>
    drizzle.execute<Record<keyof QueueCounts, number>>(sql`
    select count(*)::int as count, (count(*) filter (where d.state = 'waiting'))::int as waiting,
      (count(*) filter (where d.state = 'held'))::int as held,
      (count(*) filter (where d.held_for = 'approval'))::int as approval
    from delivery d join queued_message m using (queue_id) where ${matching(scope, filter)}`),
  )
  return rows[0] ?? { count: 0, waiting: 0, held: 0, approval: 0 }
}
