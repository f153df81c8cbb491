// What an attempt came to, written down by one statement: the attempt, the end of each recipient that has one, when the next
// try is, and what all runners learn about the destination. What was delivered stays delivered, whoever holds the claim
// by then; when the next attempt is, only its holder says.

import { isIP } from 'node:net'
import { singleLine } from '#core/message/single-line.ts'
import {
  deliveriesPerStep,
  deliveriesPerTrouble,
  restSeconds,
  throttleSignalOf,
} from '#core/queue/destination-throttle.ts'
import { providerLimit } from '#core/queue/provider-limits.ts'
import { queueRetryJitter, queueRetrySeconds } from '#core/queue/queue-retry-schedule.ts'
import type { Destination } from '#core/queue/queued-mail.ts'
import type { DeliveryAttempt, RecipientAnswer } from '#core/smtp/delivery-attempt.ts'
import { addressesSuppressed, bouncesCounted } from './count-bounces.ts'
import type { ClaimedDelivery, QueueBounds } from './queue-claim.ts'

/** What ends within that time of one another is told in one report. */
export const tellTogetherSeconds = 300

/** A reply may have many lines, and an explanation with an address to look at. */
const longestReply = 1_000

/** In SQL, of a row of `destination_pace` that goes by the name `known`: whole hours since its last rest. */
const hoursOfPeace = `coalesce(floor(extract(epoch from now() - known.rests_until) / 3600), 0)::integer`
/** How many of its troubles still count. */
export const troublesLeft = `greatest(0, known.troubles - known.went_well / ${deliveriesPerTrouble} - ${hoursOfPeace})`
/** Whether the attempt was begun after its last rest: what was at work before says nothing that is not known. */
const isNews = (milliseconds: string): string =>
  `coalesce(known.rests_until <= now() - make_interval(secs => ${milliseconds}::integer / 1000.0), true)`

interface EasingParameters {
  readonly destination: string
  readonly milliseconds: string
  /** Deliveries to it at once. */
  readonly most: string
}

/** In SQL: what is known of a destination after a delivery that went well. The arguments name parameters. */
export const recoverDestinationSql = ({ destination, milliseconds, most }: EasingParameters): string => `
    update destination_pace known set went_well = known.went_well + 1, at_once = least(
      known.at_once + 1, ${most}::integer, known.ceiling + (known.went_well + 1) / ${deliveriesPerStep} + ${hoursOfPeace})
    where destination = ${destination} and ${isNews(milliseconds)}`

/** What is known of the values does not shape the plan (`news`), so that it is made once. */
const text = `
  with news as materialized (
    select $15::text = 'trouble' as trouble, $15::text = 'well' as well
  ), mine as (
    select d.attempts, d.claim is not distinct from $3::uuid as owned, m.reverse_path <> '' as tells,
      m.commune_id, m.reverse_path
    from delivery d join queued_message m using (queue_id)
    where d.queue_id = $1 and d.destination = $2 for update of d
  ), answer as (
    select * from json_to_recordset($4::json) as (recipient text, outcome text, kind text, reply text, "sparesAddress" boolean)
  ), answered as (
    update delivery_recipient r set
      attempts = greatest(r.attempts, mine.attempts + 1),
      settled_at = case when outcome <> 'deferred' then now() end,
      settled_as = case when outcome <> 'deferred' then outcome end,
      untold = tells and outcome <> 'deferred'
        and case outcome when 'delivered' then 'success' else 'failure' end = any (notify),
      last_kind = kind, last_reply = reply, updated_at = now()
    from answer, mine
    where r.queue_id = $1 and r.destination = $2 and r.recipient = answer.recipient and r.settled_at is null
    returning r.recipient, r.settled_at is not null as settled, r.untold, r.settled_as, r.last_kind, r.last_reply,
      coalesce("sparesAddress", false) as spares_address
  ), ended as (
    select commune_id, reverse_path, recipient, $2 as destination, last_kind as kind, last_reply as reply, spares_address
    from answered, mine where settled_as = 'failed'
  ), ${bouncesCounted('ended')}, ${addressesSuppressed('ended')}, rest as (
    select exists (
      select from delivery_recipient r where r.queue_id = $1 and r.destination = $2 and r.settled_at is null
        and r.recipient not in (select recipient from answered where settled)
    ) as open, exists (
      select from delivery_recipient r where r.queue_id = $1 and r.destination = $2 and r.settled_at is null
        and r.attempts <= mine.attempts and r.recipient not in (select recipient from answered)
    ) as untried
    from mine
  ), attempt as (
    insert into delivery_attempt
      (queue_id, destination, at, milliseconds, host, address, tls, delivered, failed, deferred, kind, reply)
    select $1, $2, now(), $5::integer, $6, $7::inet, $8, $9, $10, $11, $12, $13 from mine where exists (select from answer)
  ), pace as (
    insert into destination_pace as known (destination, at_once, troubles, rests_until, last_kind, last_reply)
    select $2, 1, 1, now() + make_interval(secs => ($14::float8[])[1]), $12, $13 from mine, news where trouble
    on conflict (destination) do update set
      at_once = 1, troubles = ${troublesLeft} + 1, went_well = 0,
      ceiling = case when known.at_once = 1 then known.ceiling
        when known.at_once < known.ceiling or known.ceiling is null then known.at_once / 2 else known.at_once * 3 / 4 end,
      rests_until = now() + make_interval(secs => ($14::float8[])[least(${troublesLeft} + 1, cardinality($14))]),
      since = case when known.went_well = 0 then known.since else now() end,
      last_kind = excluded.last_kind, last_reply = excluded.last_reply
    where ${isNews('$5')}
  ), eased as (
    ${recoverDestinationSql({ destination: '$2', milliseconds: '$5', most: '$16' })} and (select well from news)
  ), told as (
    update queued_message set tell_at = coalesce(tell_at, now() + make_interval(secs => ${tellTogetherSeconds}))
    where queue_id = $1 and exists (select from answered where untold)
  )
  update delivery d set
    state = case when rest.open then d.state else 'done' end,
    held_for = case when rest.open then d.held_for end,
    next_attempt_at = case
      when not rest.open or d.state <> 'waiting' then null
      when not owned then d.next_attempt_at
      when rest.untried and not trouble then now()
      else now() + make_interval(secs => ($17::float8[])[least(d.attempts + 1, cardinality($17))]
        * (1 - ${queueRetryJitter} + ${2 * queueRetryJitter} * random())) end,
    attempts = d.attempts + case when owned and (not rest.untried or trouble) then 1 else 0 end,
    claim = case when rest.open and not owned then d.claim end,
    claimed_until = case when rest.open and not owned then d.claimed_until end,
    unanswered = case when owned then 0 else d.unanswered end,
    last_reply = $13, updated_at = now()
  from mine, rest, news where d.queue_id = $1 and d.destination = $2
  returning d.state, owned`

export interface ResultRow {
  readonly state: 'waiting' | 'held' | 'done'
  /** Whether the claim was still that of whoever tried. */
  readonly owned: boolean
}

/** No row comes back for a message that is gone. */
export function recordAttemptStatement(
  { queueId, destination, claim }: Pick<ClaimedDelivery, 'queueId' | 'destination' | 'claim'>,
  attempt: DeliveryAttempt,
  bounds: Omit<QueueBounds, 'leaseSeconds'>,
) {
  const answers = attempt.recipients.map((answer) => ({
    ...answer,
    reply: singleLine(answer.reply, longestReply),
  }))
  const news = throttleSignalOf(attempt, destination)
  const worst = worstOf(answers)
  const most = destinationConcurrency(destination, bounds)
  const count = (outcome: RecipientAnswer['outcome']) =>
    answers.filter((answer) => answer.outcome === outcome).length
  return {
    name: 'record-attempt',
    text,
    values: [
      ...[queueId, destination, claim, JSON.stringify(answers), Math.round(attempt.milliseconds)],
      ...[attempt.host, written(attempt.address), attempt.tls],
      ...[count('delivered'), count('failed'), count('deferred'), worst.kind, worst.reply],
      ...[bounds.restSeconds ?? restSeconds, news.kind, most],
      bounds.curveSeconds ?? queueRetrySeconds,
    ],
  }
}

/** Deliveries to it at once, whatever is known of it. */
export const destinationConcurrency = (
  destination: Destination,
  { perDestination }: Pick<QueueBounds, 'perDestination'>,
): number => Math.min(perDestination, providerLimit(destination) ?? perDestination)

/** The first that failed, else the first that must wait, else the first. */
const worstOf = (answers: readonly RecipientAnswer[]): Pick<RecipientAnswer, 'kind' | 'reply'> =>
  answers.find(({ outcome }) => outcome === 'failed') ??
  answers.find(({ outcome }) => outcome === 'deferred') ??
  answers[0] ?? { kind: 'accepted', reply: '' }

/** An attempt is not lost for an address that PostgreSQL cannot read. */
const written = (address: string | null): string | null =>
  address === null || isIP(address.replace(/%.*/, '')) === 0 ? null : address.replace(/%.*/, '')
