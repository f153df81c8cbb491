// Where outgoing mail goes, as people look at it: how much waits for each destination, whether it is paused, and what trouble
// all runners have learnt of. The busiest first.

import { type SQL, sql } from 'drizzle-orm'
import type { Destination } from '#core/queue/queued-mail.ts'
import type { ReplyKind } from '#core/smtp/delivery-attempt.ts'
import type { Database } from '../../connection.ts'
import { redactQueryErrors } from '../../redact-query-error.ts'
import { afterCursor, type PageWish, pageOfRows } from '../query/page.ts'
import type { Scope } from '../query/scope.ts'
import { millisecondsOf } from './find-queue.ts'

type Reader = Pick<Database['drizzle'], 'execute'>

export interface DestinationFilter {
  /** Part of the name. */
  readonly search?: string | undefined
  /** Paused, or in trouble. */
  readonly stopped?: boolean | undefined
}

export interface DestinationRow {
  readonly destination: Destination
  readonly waiting: number
  readonly held: number
  readonly trying: number
  /** When the oldest of them was accepted; null when there is none. */
  readonly oldestAt: Date | null
  readonly paused: {
    readonly since: Date
    readonly until: Date | null
    readonly reason: string
  } | null
  /** Null where all is well. */
  readonly trouble: {
    readonly since: Date
    readonly troubles: number
    readonly atOnce: number
    readonly restsUntil: Date | null
    readonly kind: ReplyKind
    readonly reply: string
  } | null
}

type Row = {
  readonly destination: string
  readonly waiting: number
  readonly held: number
  readonly trying: number
  readonly oldest_at: number | null
  readonly paused_since: number | null
  readonly paused_until: number | null
  readonly paused_reason: string | null
  readonly pace_since: number | null
  readonly troubles: number | null
  readonly at_once: number | null
  readonly rests_until: number | null
  readonly last_kind: ReplyKind | null
  readonly last_reply: string | null
  readonly open: number
}

/** How much goes there, of what is in sight. */
const counted = (scope: Scope): SQL => sql`
  select d.destination, (count(*) filter (where d.state = 'waiting'))::int as waiting,
    (count(*) filter (where d.state = 'held'))::int as held,
    (count(*) filter (where d.claimed_until > now()))::int as trying, min(m.created_at) as oldest_at
  from delivery d join queued_message m using (queue_id)
  where d.state <> 'done' ${scope.kind === 'department' ? sql`` : sql`and m.commune_id = ${scope.commune}`}
  group by d.destination`

/** A commune sees destinations of its own mail alone; the département also those that are paused or in trouble. */
const known = (scope: Scope): SQL => sql`
  with counted as (${counted(scope)}), paused as (
    select * from paused_destination where coalesce(until > now(), true)
  ), named as (
    select destination from counted
    ${scope.kind === 'department' ? sql`union select destination from paused union select destination from destination_pace where went_well = 0` : sql``}
  ), shown as (
    select n.destination, coalesce(c.waiting, 0) as waiting, coalesce(c.held, 0) as held, coalesce(c.trying, 0) as trying,
      coalesce(c.waiting + c.held, 0) as open, c.oldest_at, p.since as paused_since, p.until as paused_until,
      p.reason as paused_reason, t.since as pace_since, t.troubles, t.at_once, t.rests_until, t.last_kind, t.last_reply
    from named n left join counted c using (destination) left join paused p using (destination)
    left join destination_pace t on t.destination = n.destination and t.went_well = 0
  )`

const columns = sql`destination, waiting, held, trying, open, ${millisecondsOf(sql`oldest_at`)} as oldest_at,
  ${millisecondsOf(sql`paused_since`)} as paused_since, ${millisecondsOf(sql`paused_until`)} as paused_until, paused_reason,
  ${millisecondsOf(sql`pace_since`)} as pace_since, troubles, at_once, ${millisecondsOf(sql`rests_until`)} as rests_until,
  last_kind, last_reply`

/** Needs the rights of `vm_admin`. */
export async function findDestinationPage(
  { drizzle }: Pick<Database, 'drizzle'>,
  scope: Scope,
  { after, limit, search, stopped }: DestinationFilter & PageWish,
) {
  const isStopped = sql`(paused_since is not null or pace_since is not null)`
  const { rows } = await redactQueryErrors(() =>
    drizzle.execute<Row>(sql`
    ${known(scope)}
    select ${columns} from shown
    where ${afterCursor(after, [sql`-open`, sql`destination`]) ?? sql`true`}
      ${search === undefined || search === '' ? sql`` : sql`and strpos(destination, ${search.toLowerCase()}) > 0`}
      ${stopped === undefined ? sql`` : sql`and ${isStopped} = ${stopped}`}
    order by -open, destination limit ${limit + 1}`),
  )
  const page = pageOfRows(rows, limit, ({ open, destination }) => [-open, destination])
  return { rows: page.rows.map(shown), next: page.next }
}

/** Also of one that nothing goes to. */
export async function findDestination(
  drizzle: Reader,
  scope: Scope,
  destination: Destination,
): Promise<DestinationRow> {
  const { rows } = await redactQueryErrors(() =>
    drizzle.execute<Row>(
      sql`${known(scope)} select ${columns} from shown where destination = ${destination}`,
    ),
  )
  const [row] = rows
  return row === undefined
    ? { destination, waiting: 0, held: 0, trying: 0, oldestAt: null, paused: null, trouble: null }
    : shown(row)
}

const dateOf = (milliseconds: number | null): Date | null =>
  milliseconds === null ? null : new Date(milliseconds)

const shown = (row: Row): DestinationRow => ({
  destination: row.destination as Destination,
  ...{ waiting: row.waiting, held: row.held, trying: row.trying, oldestAt: dateOf(row.oldest_at) },
  paused:
    row.paused_since === null
      ? null
      : {
          since: new Date(row.paused_since),
          until: dateOf(row.paused_until),
          reason: row.paused_reason ?? '',
        },
  trouble:
    row.pace_since === null || row.last_kind === null
      ? null
      : {
          since: new Date(row.pace_since),
          troubles: row.troubles ?? 0,
          atOnce: row.at_once ?? 1,
          restsUntil: dateOf(row.rests_until),
          kind: row.last_kind,
          reply: row.last_reply ?? '',
        },
})
