// The runner's side of the queue: claims what is due, writes down what became of it, ends what took too long and takes away
// what is over. A claim is a lease: a runner that dies gives its deliveries back when it runs out. No clock but
// PostgreSQL's decides anything here, so that a runner whose clock is wrong or jumps does no harm.

import type { QueueId } from '#core/queue/queue-id.ts'
import type { DeliveryAttempt } from '#core/smtp/delivery-attempt.ts'
import { batchWrites } from '../../batch-writes.ts'
import type { Database } from '../../connection.ts'
import { redactQueryErrors } from '../../redact-query-error.ts'
import { bouncesCounted } from './count-bounces.ts'
import { destinationLimitSql } from './destination-limit.ts'
import {
  type AtWork,
  type Claimed,
  type ClaimedDelivery,
  claimStatement,
  isOver,
  leasesOverUntil,
  poisonAfterUnanswered,
  type QueueBounds,
  runnerPriority,
} from './queue-claim.ts'
import { completionStatement } from './queue-completion.ts'
import {
  type ResultRow,
  recordAttemptStatement,
  tellTogetherSeconds,
  troublesLeft,
} from './record-attempt.ts'

type Claim = Pick<ClaimedDelivery, 'queueId' | 'destination' | 'claim' | 'alone'>

/** `gone` for a message that somebody deleted meanwhile, `lost` where another runner had taken over. */
export type Recorded = ResultRow['state'] | 'gone' | 'lost'

export interface QueueRuns {
  /**
   * The oldest due ones, fair between destinations and between communes. At most `most`, which is the hands that are free, and
   * never more of one destination than may be. `atWork` is what the other hands hold, so that no commune takes all, nor all memory.
   */
  claim(most: number, atWork?: AtWork): Promise<Claimed>
  /** Null once the message is gone. */
  content(queueId: QueueId): Promise<Buffer | null>
  /** Those that are still the caller's belong to it for another lease; resolves with their claims. */
  renew(claims: readonly string[]): Promise<ReadonlySet<string>>
  /** Cut off on purpose: free for others when the lease is over, and not counted as unanswered. */
  excuse(claims: readonly string[]): Promise<void>
  record(claim: Claim, attempt: DeliveryAttempt): Promise<Recorded>
  /** Ends what was tried for too long, and what was set aside as poison until then; resolves with the number of deliveries, `most` at most. */
  expire(most: number): Promise<number>
  /** Takes away what a crash left between two steps, pauses and suspensions that are over and destinations that are well. */
  tidy(): Promise<void>
}

const expireText = `
  with old as (
    select queue_id, destination, unanswered >= ${poisonAfterUnanswered} as set_aside from delivery d
    where (state = 'waiting' and ${isOver} and (claim is null or claimed_until <= ${leasesOverUntil('$2')})
        or held_for = 'poison' and expires_at <= now())
      and not exists (select from paused_destination p where p.destination = d.destination
        and coalesce(p.until > now(), true))
    order by queue_id, destination limit $1 for update skip locked
  ), ended as (
    update delivery_recipient r set settled_at = now(), settled_as = 'expired', updated_at = now(),
      untold = m.reverse_path <> '' and 'failure' = any (r.notify)
    from old join queued_message m using (queue_id)
    where r.queue_id = old.queue_id and r.destination = old.destination and r.settled_at is null
    returning r.queue_id, r.untold, m.commune_id, m.reverse_path, r.recipient, r.destination,
      coalesce(r.last_kind, 'unreachable') as kind, r.last_reply as reply, old.set_aside
  ), missed as (
    -- No server elsewhere is to blame for what ended our runners.
    select * from ended where not set_aside
  ), traced as (
    insert into trace (commune_id, at, queue_id, client, reverse_path, recipient, size, spf, dkim, dmarc, arc, symbols,
      outcome, reason, reply)
    select m.commune_id, now(), m.queue_id, '::', m.reverse_path, ended.recipient, m.size, 'none', 'none', 'none', 'none',
      '{}', 'returned', 'given-up', case when ended.set_aside then '' else ended.reply end
    from ended join queued_message m using (queue_id) where m.origin <> 'report'
  ), ${bouncesCounted('missed')}, told as (
    update queued_message set tell_at = coalesce(tell_at, now() + make_interval(secs => ${tellTogetherSeconds}))
    where queue_id in (select queue_id from ended where untold)
  )
  update delivery d set state = 'done', held_for = null, next_attempt_at = null, claim = null, claimed_until = null,
    updated_at = now()
  from old where d.queue_id = old.queue_id and d.destination = old.destination
  returning d.queue_id`

/**
 * Whoever settles the last recipient runs this after its commit, and so sees all the others. This commit does not wait for the
 * disk: after a crash the message is found again as one that is over (`tidy`).
 */
const removeText = (which: string) => `
  with unhurried as materialized (
    select set_config('synchronous_commit', 'off', true) as commit
  )
  delete from queued_message m where queue_id ${which} and (select commit from unhurried) = 'off'
    and not exists (select from delivery_recipient r where r.queue_id = m.queue_id and (settled_at is null or untold))`

/** With a list of ids, PostgreSQL would plan it anew each time. */
const removeOne = { name: 'remove-settled', text: removeText('= $1') }
const removeSeveral = { name: 'remove-several', text: removeText('= any ($1)') }

/** A message that is over is told about at once: nothing more can come to be told with it. */
const tellNowText = `
  update queued_message m set tell_at = now() where queue_id = any ($1) and tell_at > now()
    and not exists (select from delivery_recipient r where r.queue_id = m.queue_id and settled_at is null)`

const leftOverText = `
  select queue_id from queued_message m where created_at < now() - interval '1 hour'
    and not exists (select from delivery_recipient r where r.queue_id = m.queue_id and (settled_at is null or untold))
  limit 1000`

/** After a pause, what waited has a day at least: nobody tried it meanwhile. */
export const afterPauseSeconds = 86_400

const endPausesText = `
  with over as (
    delete from paused_destination where until <= now() returning destination
  )
  update delivery d set expires_at = greatest(expires_at, now() + make_interval(secs => ${afterPauseSeconds}))
  from over where d.destination = over.destination and d.state = 'waiting'`

/** Whoever was accepted while sending was being restored may not have seen that it was. */
const endStopsText = `
  update delivery d set held_for = 'person', updated_at = now()
  where d.state = 'held' and d.held_for = 'stop' and not exists (
    select from queued_message m join sending_stop s on s.mailbox_id = m.mailbox_id and s.commune_id = m.commune_id
    where m.queue_id = d.queue_id and s.resumed_at is null)`

/** Those that see as many as any other, and would not rest longer either. */
const forgetPaceText = `
  delete from destination_pace known
  where went_well > 0 and at_once >= ${destinationLimitSql('destination', '$1')} and ${troublesLeft} = 0`

/** Whoever settled the last recipient waits so long at most with a hand that others may take. */
const endedApartMilliseconds = 50
const endedTogether = 100

const nothing: AtWork = { deliveries: [], mostOctets: Number.POSITIVE_INFINITY }

/** Needs the rights of `vm_worker`. */
export function queueRunsStore(database: Pick<Database, 'pool'>, bounds: QueueBounds): QueueRuns {
  const store = withValues(database, bounds)
  return {
    claim: (most, atWork) => redactQueryErrors(() => store.claim(most, atWork)),
    content: (queueId) => redactQueryErrors(() => store.content(queueId)),
    renew: (claims) => redactQueryErrors(() => store.renew(claims)),
    excuse: (claims) => redactQueryErrors(() => store.excuse(claims)),
    record: (claim, attempt) => redactQueryErrors(() => store.record(claim, attempt)),
    expire: (most) => redactQueryErrors(() => store.expire(most)),
    tidy: () => redactQueryErrors(() => store.tidy()),
  }
}

function withValues({ pool }: Pick<Database, 'pool'>, bounds: QueueBounds): QueueRuns {
  const end = async (queueIds: readonly string[]) => {
    const [first, ...others] = queueIds
    const one = others.length === 0
    const removed = await pool.query(
      one ? { ...removeOne, values: [first] } : { ...removeSeveral, values: [queueIds] },
    )
    if (removed.rowCount !== queueIds.length) await pool.query(tellNowText, [queueIds])
  }
  const endOne = batchWrites({ write: end, most: endedTogether, apartMilliseconds: endedApartMilliseconds })
  const claim = claimStatement(pool, bounds)
  return {
    claim: (most, atWork = nothing) => claim(most, atWork),

    async content(queueId) {
      const text = 'select content from queued_message where queue_id = $1'
      const { rows } = await pool.query<{ content: Buffer }>({ name: 'content', text, values: [queueId] })
      return rows[0]?.content ?? null
    },

    async renew(claims) {
      const { rows } = await pool.query<{ claim: string }>(
        `update delivery set claimed_until = now() + make_interval(secs => $2), updated_at = now()
        where claim = any ($1::uuid[]) returning claim`,
        [claims, bounds.leaseSeconds],
      )
      return new Set(rows.map(({ claim }) => claim))
    },

    async excuse(claims) {
      await pool.query(
        `update delivery set unanswered = greatest(unanswered - 1, 0), updated_at = now()
        where claim = any ($1::uuid[])`,
        [claims],
      )
    },

    async record(claim, attempt) {
      const settled = completionStatement(claim, attempt, bounds)
      if (settled !== null && (await pool.query(settled)).rows.length > 0) return 'done'
      const { rows } = await pool.query<ResultRow>(recordAttemptStatement(claim, attempt, bounds))
      const [row] = rows
      if (row === undefined) return 'gone'
      if (row.state === 'done') await endOne(claim.queueId)
      return row.owned || row.state === 'done' ? row.state : 'lost'
    },

    async expire(most) {
      const { rows } = await pool.query<{ queue_id: string }>(expireText, [most, runnerPriority(bounds)])
      if (rows.length > 0) await end([...new Set(rows.map(({ queue_id }) => queue_id))])
      return rows.length
    },

    async tidy() {
      const { rows } = await pool.query<{ queue_id: string }>(leftOverText)
      if (rows.length > 0)
        await pool.query({ ...removeSeveral, values: [rows.map(({ queue_id }) => queue_id)] })
      await pool.query(endPausesText)
      await pool.query(endStopsText)
      await pool.query(forgetPaceText, [bounds.perDestination])
    },
  }
}
