// Whose turn it is among what is due, in SQL: fair between destinations and between communes, so that neither servers that say
// nothing nor one that sends much make others wait.

import { localDestination } from '#core/queue/queued-mail.ts'
import { destinationLimitSql } from './destination-limit.ts'

/**
 * What was at work when its runner died may be what killed it: such deliveries are tried again a few at a time, and those of
 * two deaths one by one, so that what is held for it in the end died alone.
 */
const suspectsAtOnce = 8
/**
 * A commune gets one more hand while it has fewer than so many for each that is free: forty of fifty where nobody else has
 * work, twenty-two or so where another does the same, and a dozen such leave one free for whoever comes. Of servers that say
 * nothing, each holds a hand for minutes. With the octets of large messages it is the same.
 */
const oneFree = 4
/** Most messages are smaller, need not be asked for a second time, and are no burden to whoever holds them. */
export const inlineContentOctets = 65_536
const isLarge = `(size > ${inlineContentOctets})`
/** More than any destination has room for: PostgreSQL, which knows no number when it plans, would expect a tenth of its rows. */
const mostWithRoom = 100

/**
 * Destinations are found by hopping through the index from one to the next, which our own house needs not, and the communes
 * that write to each likewise.
 * Each of these gives its oldest, as many as the destination has room for. The first of each come before the second of any,
 * by destination and by commune, what is at work counted in: ten thousand of one wait for nobody but each other.
 *
 * The parts of a statement that begins with `leases`, the last of them `due` with `queue_id` and `destination`. Parameters: after
 * which destination ($1) and how many ($2), deliveries to each ($3), free hands ($4), lane ($8), and communes ($9), sizes
 * ($10) and bound ($11) of what the other hands hold.
 */
export const dueFairly = (isClaimable: string): string => `
  hop as (
    (select '${localDestination}' as destination where $8::boolean and '${localDestination}' > $1)
    union all
    (select destination from delivery
      where state = 'waiting' and destination > $1 and $8::boolean is not true order by destination limit 1)
    union all
    select (
      select d.destination from delivery d
      where d.state = 'waiting' and d.destination > hop.destination order by d.destination limit 1
    ) from hop where hop.destination is not null and $8::boolean is not true
  ), seen as (
    select destination from hop
    where destination is not null and coalesce((destination = '${localDestination}') = $8::boolean, true) limit $2
  ), busy as (
    select destination, turn_commune_id as commune_id, count(*)::integer as at_work from delivery
    where claim is not null and claimed_until > statement_timestamp() group by destination, turn_commune_id
  ), busy_there as (
    select destination, sum(at_work)::integer as at_work from busy group by destination
  ), open as (
    select seen.destination, coalesce(at_work, 0) as at_work,
      least(${destinationLimitSql('seen.destination', '$3')}, pace.at_once) - coalesce(at_work, 0) as room
    from seen left join busy_there using (destination) left join destination_pace pace using (destination)
    where coalesce(pace.rests_until <= statement_timestamp(), true) and not exists (
      select from paused_destination p where p.destination = seen.destination
        and coalesce(p.until > statement_timestamp(), true))
  ), sender as (
    select open.*, first.commune_id, first.next_attempt_at as first_due from open, lateral (
      select d.turn_commune_id as commune_id, d.next_attempt_at from delivery d where d.state = 'waiting' and d.destination = open.destination
      order by d.turn_commune_id, d.next_attempt_at limit 1
    ) first where room > 0
    union all
    select sender.destination, sender.at_work, sender.room, next.commune_id, next.next_attempt_at
    from sender, lateral (
      select d.turn_commune_id as commune_id, d.next_attempt_at from delivery d
      where d.state = 'waiting' and d.destination = sender.destination and d.turn_commune_id > sender.commune_id
      order by d.turn_commune_id, d.next_attempt_at limit 1
    ) next
  ), hands as (
    select commune_id, count(*)::integer as held, coalesce(sum(size) filter (where ${isLarge}), 0)::float8 as octets
    from unnest($9::uuid[], $10::integer[]) as hand (commune_id, size) group by commune_id
  ), memory as (
    select $11::float8 - coalesce(sum(octets), 0) as free from hands
  ), suspected as (
    select count(*) filter (where unanswered = 2) as once, count(*) filter (where unanswered > 2) as twice
    from delivery where claim is not null and claimed_until > statement_timestamp()
  ), first_senders as (
    select *, row_number() over (partition by destination, takes_large order by own_at_work, first_due) as nth_sender
    from (
      select sender.*, coalesce(held, 0) as held, coalesce(octets, 0) as octets, free,
        coalesce(octets, 0) < ${oneFree} * free as takes_large, coalesce(busy.at_work, 0) as own_at_work
      from memory, sender left join hands using (commune_id) left join busy using (destination, commune_id)
    ) known where first_due <= statement_timestamp() and held < ${oneFree} * $4
  ), oldest_of_each as (
    select sender.*, oldest.*, row_number() over (
      partition by destination order by own_at_work + nth_of_sender, next_attempt_at
    ) as nth_there
    from first_senders sender, lateral (
      select queue_id, next_attempt_at, unanswered, size, row_number() over (order by next_attempt_at) as nth_of_sender
      from (
        select * from (
          select queue_id, next_attempt_at, unanswered, turn_size as size from delivery
          where state = 'waiting' and destination = sender.destination and turn_commune_id = sender.commune_id
            and next_attempt_at <= statement_timestamp()
            and (takes_large or turn_size <= ${inlineContentOctets}) and ${isClaimable}
          order by next_attempt_at limit ${mostWithRoom}
        ) few limit least(room, $4)
      ) with_room
    ) oldest
    where nth_sender <= at_work + room or not takes_large
  ), placed as (
    select *, at_work + nth_there as place,
      row_number() over (partition by unanswered order by at_work + nth_there, next_attempt_at) as turn
    from oldest_of_each where nth_there <= room
  ), handed as (
    select placed.*, case when ${isLarge} then size else 0 end as weight, held + row_number() over of_commune as hand
    from placed, suspected
    where turn <= case unanswered when 1 then ${suspectsAtOnce} - once when 2 then 1 - twice else turn end
    window of_commune as (partition by commune_id order by place, next_attempt_at)
  ), weighed as (
    select *, octets + sum(weight) over (partition by commune_id order by hand) - weight as octets_before,
      free - sum(weight) over (order by hand, place, next_attempt_at, queue_id, destination) + weight as free_then
    from handed
  ), light as (
    select queue_id, destination, place, next_attempt_at, held + row_number() over of_commune as hand
    from weighed where weight = 0 or octets_before < ${oneFree} * free_then
    window of_commune as (partition by commune_id order by place, next_attempt_at)
  ), due as (
    select queue_id, destination from (
      select *, row_number() over (order by hand, place, next_attempt_at) as nth from light
    ) in_turn where nth <= $4 and hand <= ${oneFree} * ($4 - nth + 1)
  )`
