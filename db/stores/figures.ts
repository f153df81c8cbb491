// The figures of the dashboard: counts of what is hosted, and what came in by day, as the clock of metropolitan France has
// days.

import { sql } from 'drizzle-orm'
import type { Database } from '../connection.ts'
import { excludeProbe } from './query/exclude-probe.ts'
import type { Scope } from './query/scope.ts'

const zone = sql`'Europe/Paris'`
const ofScope = (scope: Scope, column: string) =>
  scope.kind === 'department' ? sql`true` : sql`${sql.raw(column)} = ${scope.commune}`

export interface Hosted {
  readonly communes: number
  readonly mailboxes: number
  readonly storedBytes: number
  readonly allowedBytes: number
}

export async function countHosted({ drizzle }: Pick<Database, 'drizzle'>, scope: Scope): Promise<Hosted> {
  const { rows } = await drizzle.execute<Record<keyof Hosted, number>>(sql`
    select (select count(*)::int from commune c where c.kind = 'commune' and ${ofScope(scope, 'c.id')}) as communes,
      count(*)::int as mailboxes, coalesce(sum(q.bytes), 0)::float8 as "storedBytes",
      coalesce(sum(m.quota_bytes), 0)::float8 as "allowedBytes"
    from mailbox m left join dovecot.quota_usage q on q.username = m.address
    where ${ofScope(scope, 'm.commune_id')} and ${excludeProbe(sql`m.address`, sql`m.commune_id`)}`)
  return rows[0] ?? { communes: 0, mailboxes: 0, storedBytes: 0, allowedBytes: 0 }
}

/** How many communes there were at the end of each of the last thirty days, today last. */
export async function communesByDay({ drizzle }: Pick<Database, 'drizzle'>, scope: Scope) {
  const { rows } = await drizzle.execute<{ day: string; count: number }>(sql`
    with made as (
      select (created_at at time zone ${zone})::date as day, count(*) as made from commune c
      where kind = 'commune' and ${ofScope(scope, 'c.id')} group by 1
    )
    select to_char(d, 'YYYY-MM-DD') as day, (select coalesce(sum(made), 0)::int from made where made.day <= d) as count
    from generate_series((now() at time zone ${zone})::date - 29, (now() at time zone ${zone})::date, interval '1 day') d
    order by d`)
  return rows
}

export interface DayOfMail {
  readonly day: string
  readonly delivered: number
  readonly junk: number
  readonly refused: number
  readonly held: number
}

/**
 * From `days` days ago on, today last, a message once for each mailbox. Reads every row of the trace in that time: what is
 * past does not change any more, and is worth keeping.
 */
export async function mailByDay(
  { drizzle }: Pick<Database, 'drizzle'>,
  scope: Scope,
  days: number,
): Promise<readonly DayOfMail[]> {
  const today = sql`(now() at time zone ${zone})::date`
  const { rows } = await drizzle.execute<DayOfMail & Record<string, unknown>>(sql`
    with counted as (
      select (at at time zone ${zone})::date as day,
        (count(*) filter (where outcome in ('delivered', 'junk')))::int as delivered,
        (count(*) filter (where outcome = 'junk'))::int as junk,
        (count(*) filter (where outcome = 'refused'))::int as refused,
        (count(*) filter (where outcome = 'held'))::int as held
      from trace where at >= (${today} - ${days - 1}::int)::timestamp at time zone ${zone} and ${ofScope(scope, 'commune_id')}
        and ${excludeProbe(sql`recipient`, sql`commune_id`)}
      group by 1
    )
    select to_char(d, 'YYYY-MM-DD') as day, coalesce(delivered, 0) as delivered, coalesce(junk, 0) as junk,
      coalesce(refused, 0) as refused, coalesce(held, 0) as held
    from generate_series(${today} - ${days - 1}::int, ${today}, interval '1 day') d
    left join counted on counted.day = d::date order by d`)
  return rows
}
