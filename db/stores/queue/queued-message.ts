// One message of the queue with all that is known of its way: where it goes, who has it, what each server said. Never its
// content. What goes to thousands is shown in part, with how many there are.

import { type SQL, sql } from 'drizzle-orm'
import type { CommuneId } from '#core/address/directory.ts'
import type { LeakCount } from '#core/policies/leak.ts'
import type { QueueId } from '#core/queue/queue-id.ts'
import type { Destination, QueueOrigin } from '#core/queue/queued-mail.ts'
import type { ReplyKind } from '#core/smtp/delivery-attempt.ts'
import type { Database } from '../../connection.ts'
import { redactQueryErrors } from '../../redact-query-error.ts'
import type { Scope } from '../query/scope.ts'
import { type HeldFor, millisecondsOf, pausedNow } from './find-queue.ts'

type Reader = Pick<Database['drizzle'], 'execute'>

export interface ShownRecipient {
  readonly address: string
  /** Null while it is open. */
  readonly settledAs: 'delivered' | 'failed' | 'expired' | 'deleted' | null
  readonly settledAt: string | null
  readonly kind: ReplyKind | null
  readonly reply: string
}

export interface ShownAttempt {
  readonly at: string
  readonly milliseconds: number
  readonly host: string | null
  readonly address: string | null
  readonly tls: string
  readonly delivered: number
  readonly failed: number
  readonly deferred: number
  readonly kind: ReplyKind
  readonly reply: string
}

export interface ShownDelivery {
  readonly destination: Destination
  readonly state: 'waiting' | 'held' | 'done'
  readonly heldFor: HeldFor | null
  readonly trying: boolean
  readonly paused: boolean
  readonly attempts: number
  readonly nextAttemptAt: Date | null
  readonly expiresAt: Date
  readonly recipientCount: number
  readonly recipients: readonly ShownRecipient[]
  /** The newest first. */
  readonly history: readonly ShownAttempt[]
}

export interface QueuedMessage {
  readonly queueId: QueueId
  readonly commune: { readonly id: CommuneId; readonly name: string }
  /** The box that it was sent from; null for a report, and when it is gone. */
  readonly mailbox: string | null
  /** That box, while its sending is suspended, or was when it was deleted. */
  readonly stoppedMailbox: string | null
  readonly origin: QueueOrigin
  readonly reversePath: string
  readonly bytes: number
  readonly acceptedAt: Date
  readonly leaks: readonly LeakCount[]
  readonly deliveryCount: number
  readonly deliveries: readonly ShownDelivery[]
}

const mostDeliveries = 50
const mostRecipients = 100
const mostAttempts = 20

/** As JSON has it: UTC, to the millisecond. */
const instant = (moment: SQL): SQL =>
  sql`to_char(${moment} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

type MessageRow = {
  readonly commune_id: string
  readonly commune_name: string
  readonly mailbox: string | null
  readonly stopped_mailbox: string | null
  readonly origin: QueueOrigin
  readonly reverse_path: string
  readonly size: number
  readonly accepted_at: number
  readonly leaks: readonly LeakCount[]
  readonly delivery_count: number
}

type DeliveryRow = {
  readonly destination: string
  readonly state: ShownDelivery['state']
  readonly held_for: HeldFor | null
  readonly trying: boolean
  readonly paused: boolean
  readonly attempts: number
  readonly next_attempt_at: number | null
  readonly expires_at: number
  readonly recipient_count: number
  readonly recipients: readonly ShownRecipient[] | null
  readonly history: readonly ShownAttempt[] | null
}

/** Null when there is none in sight. Needs the rights of `vm_admin`. */
export async function findQueuedMessage(
  drizzle: Reader,
  scope: Scope,
  queueId: QueueId,
): Promise<QueuedMessage | null> {
  const { rows } = await redactQueryErrors(() =>
    drizzle.execute<MessageRow>(sql`
    select m.commune_id, c.name as commune_name, b.address as mailbox, s.mailbox_id as stopped_mailbox, m.origin, m.reverse_path, m.size, m.leaks,
      ${millisecondsOf(sql`m.created_at`)} as accepted_at,
      (select count(*)::int from delivery d where d.queue_id = m.queue_id) as delivery_count
    from queued_message m join commune c on c.id = m.commune_id left join mailbox b on b.id = m.mailbox_id
      left join sending_stop s on s.mailbox_id = m.mailbox_id and s.commune_id = m.commune_id and s.resumed_at is null
    where m.queue_id = ${queueId}
      ${scope.kind === 'department' ? sql`` : sql`and m.commune_id = ${scope.commune}`}`),
  )
  const [row] = rows
  if (row === undefined) return null
  return {
    queueId,
    commune: { id: row.commune_id as CommuneId, name: row.commune_name },
    mailbox: row.mailbox,
    stoppedMailbox: row.stopped_mailbox,
    origin: row.origin,
    reversePath: row.reverse_path,
    bytes: row.size,
    acceptedAt: new Date(row.accepted_at),
    leaks: row.leaks,
    deliveryCount: row.delivery_count,
    deliveries: await findDeliveries(drizzle, queueId),
  }
}

/** Those that are open first. Of a message that whoever asks was found to see. */
async function findDeliveries(drizzle: Reader, queueId: QueueId): Promise<readonly ShownDelivery[]> {
  const { rows } = await redactQueryErrors(() =>
    drizzle.execute<DeliveryRow>(sql`
    select d.destination, d.state, d.held_for, d.attempts, coalesce(d.claimed_until > now(), false) as trying,
      ${pausedNow(sql`d.destination`)} as paused, ${millisecondsOf(sql`d.next_attempt_at`)} as next_attempt_at,
      ${millisecondsOf(sql`d.expires_at`)} as expires_at, told.recipients, tried.history,
      (select count(*)::int from delivery_recipient r where r.queue_id = d.queue_id and r.destination = d.destination)
        as recipient_count
    from delivery d
    cross join lateral (
      select json_agg(json_build_object('address', r.recipient, 'settledAs', r.settled_as,
        'settledAt', ${instant(sql`r.settled_at`)}, 'kind', r.last_kind, 'reply', r.last_reply)
        order by r.settled_at is not null, r.recipient) as recipients
      from (
        select * from delivery_recipient where queue_id = d.queue_id and destination = d.destination
        order by settled_at is not null, recipient limit ${mostRecipients}
      ) r
    ) told
    cross join lateral (
      select json_agg(json_build_object('at', ${instant(sql`a.at`)}, 'milliseconds', a.milliseconds, 'host', a.host,
        'address', host(a.address), 'tls', a.tls, 'delivered', a.delivered, 'failed', a.failed, 'deferred', a.deferred,
        'kind', a.kind, 'reply', a.reply) order by a.at desc, a.id desc) as history
      from (
        select * from delivery_attempt where queue_id = d.queue_id and destination = d.destination
        order by at desc, id desc limit ${mostAttempts}
      ) a
    ) tried
    where d.queue_id = ${queueId}
    order by d.state = 'done', d.destination limit ${mostDeliveries}`),
  )
  return rows.map((row) => ({
    destination: row.destination as Destination,
    state: row.state,
    heldFor: row.held_for,
    trying: row.trying,
    paused: row.paused,
    attempts: row.attempts,
    nextAttemptAt: row.next_attempt_at === null ? null : new Date(row.next_attempt_at),
    expiresAt: new Date(row.expires_at),
    recipientCount: row.recipient_count,
    recipients: row.recipients ?? [],
    history: row.history ?? [],
  }))
}

export interface QueuedEnvelope {
  readonly commune: CommuneId
  readonly reversePath: string
  /** Why what was chosen is held, each reason once; none where nothing is. */
  readonly heldFor: readonly HeldFor[]
  /** The sending of the mailbox that it was sent from is suspended now. */
  readonly sendingStopped: boolean
}

/** Enough to say in the log what was decided about. Null when there is none in sight, or none for that destination. */
export async function findEnvelope(
  drizzle: Reader,
  scope: Scope,
  { queueId, destination }: { readonly queueId: QueueId; readonly destination: Destination | null },
): Promise<QueuedEnvelope | null> {
  const { rows } = await redactQueryErrors(() =>
    drizzle.execute<{
      readonly commune_id: string
      readonly reverse_path: string
      readonly held_for: readonly HeldFor[] | null
      readonly stopped: boolean
    }>(sql`
    select m.commune_id, m.reverse_path, array_agg(distinct d.held_for) filter (where d.held_for is not null) as held_for,
      exists (select from sending_stop s where s.mailbox_id = m.mailbox_id and s.commune_id = m.commune_id
        and s.resumed_at is null) as stopped
    from queued_message m join delivery d using (queue_id)
    where m.queue_id = ${queueId}
      ${scope.kind === 'department' ? sql`` : sql`and m.commune_id = ${scope.commune}`}
      ${destination === null ? sql`` : sql`and d.destination = ${destination}`}
    group by m.queue_id, m.commune_id, m.reverse_path`),
  )
  const [row] = rows
  return row === undefined
    ? null
    : {
        commune: row.commune_id as CommuneId,
        reversePath: row.reverse_path,
        heldFor: row.held_for ?? [],
        sendingStopped: row.stopped,
      }
}

/**
 * Whether that person wrote it, as far as anybody knows: they had signed in when it was held for somebody to agree or gave the
 * reason why it should leave, or it was sent from their own mailbox or the one they sign in as. Needs the rights of `vm_admin`.
 */
export async function isAuthor(drizzle: Reader, queueId: QueueId, person: string): Promise<boolean> {
  const { rows } = await redactQueryErrors(() =>
    drizzle.execute(sql`
    select from queued_message m join person p on p.id = ${person}
    where m.queue_id = ${queueId} and (
      exists (select from mailbox b where b.id = m.mailbox_id and (b.owner_person_id = p.id or b.address = p.email))
      or exists (select from leak_hold h where h.queue_id = m.queue_id and h.person_id = p.id)
      or exists (select from leak_justification j where j.queue_id = m.queue_id and j.person_id = p.id))`),
  )
  return rows.length > 0
}
