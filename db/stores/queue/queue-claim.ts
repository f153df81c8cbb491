// Which deliveries a runner gets. Claims stand in line, one after the other for all runners (an advisory lock): only so can
// each count what the others have at work, and a bound for a destination holds however many runners there are. One claim
// takes as many as its runner has hands, so the line is short. The clock is PostgreSQL's.

import type pg from 'pg'
import type { CommuneId, MailboxId } from '#core/address/directory.ts'
import type { EmailAddress, ReversePath } from '#core/address/email-address.ts'
import type { QueueId } from '#core/queue/queue-id.ts'
import type { Destination, QueueOrigin } from '#core/queue/queued-mail.ts'
import { inTransaction } from '../../in-transaction.ts'
import type { Lane } from '../../wake-runners.ts'
import { dueFairly, inlineContentOctets } from './queue-fairness.ts'

export interface ClaimedDelivery {
  /** Names this claim of it. */
  readonly claim: string
  readonly queueId: QueueId
  readonly destination: Destination
  readonly commune: CommuneId
  readonly mailbox: MailboxId | null
  readonly origin: QueueOrigin
  readonly reversePath: ReversePath
  readonly smtputf8: boolean
  /** Times that all its recipients were tried before. */
  readonly attempts: number
  /** Nothing else of its message was still open. */
  readonly alone: boolean
  /** Who was not tried in this round yet, `recipientsAtOnce` at most. */
  readonly recipients: readonly EmailAddress[]
  readonly size: number
  /** As it will be sent; null where it is large, and asked for when its turn comes. */
  readonly content: Buffer | null
}

/** What the hands that are not free hold. */
export interface AtWork {
  readonly deliveries: readonly Pick<ClaimedDelivery, 'commune' | 'size'>[]
  /**
   * Of large contents no more are claimed once so many are held: the last one may go beyond it, so that none is too large.
   * What has to wait for that stays in the queue, and what is small passes it.
   */
  readonly mostOctets: number
}

/** Whether what is behind it may have been passed over for its sake, and is worth another look. */
export const isLargeDelivery = ({ size }: Pick<ClaimedDelivery, 'size'>): boolean =>
  size > inlineContentOctets

export interface Claimed {
  readonly deliveries: readonly ClaimedDelivery[]
  /** Held now, because nobody who claimed them lived to say what came of it. */
  readonly poisoned: readonly Pick<ClaimedDelivery, 'queueId' | 'destination'>[]
}

export interface QueueBounds {
  /** Deliveries to one destination at once, by all runners together. */
  readonly perDestination: number
  /** Our own house alone, or everywhere but there; both where nothing is said. */
  readonly lane?: Lane | undefined
  /** Renewed while the delivery is at work; a runner that dies gives its deliveries back when it runs out. */
  readonly leaseSeconds: number
  /** `speakFirstSeconds` where nothing else is said. */
  readonly speakFirstSeconds?: number | undefined
  /** `queueRetrySeconds` and `restSeconds` where nothing else is said. */
  readonly curveSeconds?: readonly number[] | undefined
  readonly restSeconds?: readonly number[] | undefined
}

/** A killed runner repeats this many at most; servers need not take more in one transaction (RFC 5321 §4.5.3.1.8). */
const recipientsAtOnce = 100
export const poisonAfterUnanswered = 3
/** One claim looks at this many destinations; the next one goes on from there. */
const destinationsAtOnce = 1_000

/** Any number that no other lock of this database uses: "queu" in ASCII. */
const claimLock = 0x71756575

/**
 * The lock comes before the statement that looks, which must see what others took. PostgreSQL thinks that a plan for these very limits
 * is cheaper, and would take three times as long to make it as to run it.
 */
const beginText = `begin; select pg_advisory_xact_lock(${claimLock}); set local plan_cache_mode = force_generic_plan`

/**
 * After an outage of PostgreSQL that outlasted the leases, a runner that lives may still say what it delivered before anybody
 * sends it again; it tries several times in that time.
 */
const speakFirstSeconds = 10

/** In SQL: leases that ran out until then are over. `seconds` names a parameter. */
export const leasesOverUntil = (seconds: string): string =>
  `case when statement_timestamp() >= pg_postmaster_start_time() + make_interval(secs => ${seconds})
    then statement_timestamp() else '-infinity' end`

/**
 * In SQL, of a delivery: nobody gives up what was due in time and not tried since, because PostgreSQL's clock jumped or no
 * runner lived for days. Only of a destination in trouble one delivery asks for all.
 */
const isNotOver = `(expires_at > statement_timestamp() or next_attempt_at < expires_at)`
export const isOver = `(d.expires_at <= now() and (d.next_attempt_at >= d.expires_at or exists (
  select from destination_pace p where p.destination = d.destination and p.went_well = 0)))`

/** No longer than a lease: who was killed is waited for as long as ever. */
export const runnerPriority = (bounds: QueueBounds): number =>
  Math.min(bounds.leaseSeconds, bounds.speakFirstSeconds ?? speakFirstSeconds)

const isClaimable = `(claim is null or claimed_until <= (select over_until from leases)) and ${isNotOver}`

const text = `
  with recursive leases as (
    select ${leasesOverUntil('$7')} as over_until
  ), ${dueFairly(isClaimable)}, free as (
    select locked.queue_id, locked.destination from due, lateral (
      select d.queue_id, d.destination from delivery d
      where d.queue_id = due.queue_id and d.destination = due.destination and d.state = 'waiting'
        and (d.claim is null or d.claimed_until <= (select over_until from leases))
      for update skip locked
    ) locked
  ), taken as (
    update delivery d set
      state = case when unanswered < $5 then state else 'held' end,
      held_for = case when unanswered < $5 then null else 'poison' end,
      next_attempt_at = case when unanswered < $5 then next_attempt_at end,
      claim = case when unanswered < $5 then gen_random_uuid() end,
      claimed_until = case when unanswered < $5 then statement_timestamp() + make_interval(secs => $6) end,
      unanswered = case when unanswered < $5 then unanswered + 1 else unanswered end,
      -- Who was told that it takes longer is told of this too.
      delay_told_at = case when unanswered < $5 then delay_told_at end,
      updated_at = now()
    from free where d.queue_id = free.queue_id and d.destination = free.destination
    returning d.queue_id, d.destination, d.claim, d.attempts
  ), alarmed as (
    insert into alert as a (kind, subject, commune_id, facts)
    select distinct on (subject) 'mail-poisoned', subject, commune_id, jsonb_build_object('queueId', queue_id)
    from (
      select coalesce(nullif(m.reverse_path, ''), queue_id) as subject, m.commune_id, queue_id
      from taken join queued_message m using (queue_id) where taken.claim is null
    ) held order by subject, queue_id desc
    on conflict (kind, subject) where seen_at is null
    do update set last_at = now(), times = a.times + 1, facts = excluded.facts
  ), given as (
    select taken.*, m.commune_id, m.mailbox_id, m.origin, m.reverse_path, m.smtputf8, m.size, not exists (
      select from delivery o
      where o.queue_id = taken.queue_id and o.destination <> taken.destination and o.state <> 'done') as alone,
      case when m.size <= ${inlineContentOctets} and taken.claim is not null then m.content end as content, array(
      select r.recipient from delivery_recipient r
      where r.queue_id = taken.queue_id and r.destination = taken.destination and r.settled_at is null
        and r.attempts <= greatest(taken.attempts, (
          select min(o.attempts) from delivery_recipient o
          where o.queue_id = taken.queue_id and o.destination = taken.destination and o.settled_at is null))
      order by r.attempts limit ${recipientsAtOnce}
    ) as recipients
    from taken join queued_message m using (queue_id)
  )
  select looked.last, given.* from (select (select destination from seen offset $2 - 1) as last) looked
  left join given on true`

interface Row {
  /** Where the next claim goes on; null when the end was reached. */
  readonly last: string | null
  readonly queue_id: string | null
  readonly destination: string
  readonly claim: string | null
  readonly attempts: number
  readonly alone: boolean
  readonly commune_id: string
  readonly mailbox_id: string | null
  readonly origin: QueueOrigin
  readonly reverse_path: string
  readonly smtputf8: boolean
  readonly size: number
  readonly recipients: string[]
  readonly content: Buffer | null
}

type Given = Row & { readonly queue_id: string }

/** Remembers how far round the destinations it is. */
export function claimStatement(
  pool: pg.Pool,
  bounds: QueueBounds,
): (most: number, atWork: AtWork) => Promise<Claimed> {
  let after = ''
  const window = (most: number, { deliveries, mostOctets }: AtWork): Promise<readonly Row[]> =>
    inTransaction(
      pool,
      async (client) => {
        const { perDestination, leaseSeconds, lane } = bounds
        const values = [
          ...[after, destinationsAtOnce, perDestination, most, poisonAfterUnanswered, leaseSeconds],
          ...[runnerPriority(bounds), lane === undefined ? null : lane === 'local'],
          ...[deliveries.map(({ commune }) => commune), deliveries.map(({ size }) => size), mostOctets],
        ]
        return (await client.query<Row>({ name: 'claim-deliveries', text, values })).rows
      },
      beginText,
    )
  return async (most, atWork) => {
    const began = after
    let wrapped = began === ''
    const given: Given[] = []
    do {
      const deliveries = [...atWork.deliveries, ...given.map(delivery)]
      const rows = await window(most - given.length, { ...atWork, deliveries })
      given.push(...rows.filter((row): row is Given => row.queue_id !== null))
      const last = rows[0]?.last ?? null
      after = last ?? ''
      if (wrapped && (last === null || last >= began)) break
      wrapped ||= last === null
    } while (given.length < most)
    return {
      deliveries: given.flatMap((row) =>
        row.claim === null ? [] : [{ ...delivery(row), claim: row.claim }],
      ),
      poisoned: given.filter(({ claim }) => claim === null).map(delivery),
    }
  }
}

const delivery = (row: Given): Omit<ClaimedDelivery, 'claim'> => ({
  queueId: row.queue_id as QueueId,
  destination: row.destination as Destination,
  commune: row.commune_id as CommuneId,
  mailbox: row.mailbox_id as MailboxId | null,
  origin: row.origin,
  reversePath: row.reverse_path as ReversePath,
  smtputf8: row.smtputf8,
  attempts: row.attempts,
  alone: row.alone,
  recipients: row.recipients as EmailAddress[],
  size: row.size,
  content: row.content,
})
