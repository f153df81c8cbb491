// How sessions with mail hosts were protected, as the département reads it: by destination, those with the most failures first.
// They are nobody's rows: who wrote there is not in them.

import { sql } from 'drizzle-orm'
import type { TlsPolicy, TlsResult } from '#core/deliverability/tls-session.ts'
import type { Database } from '../../connection.ts'
import { redactQueryErrors } from '../../redact-query-error.ts'
import { afterCursor, type PageWish, pageOfRows } from '../query/page.ts'

export interface TlsFilter {
  /** Today and so many days before, less one, as RFC 8460 §4.1 has days: in UTC. */
  readonly days: number
  /** Part of the destination. */
  readonly search?: string | undefined
}

/** Sessions of one destination. */
export interface TlsCountRow extends Record<string, unknown> {
  readonly destination: string
  readonly policies: TlsPolicy[]
  readonly succeeded: number
  readonly failed: number
  /** The most first. */
  readonly failures: {
    result: Exclude<TlsResult, 'success'>
    sessions: number
    /** Day of the last one. */
    lastDay: string
    /** Those with the most, three of them. */
    hosts: string[]
  }[]
}

/** Needs the rights of `vm_admin`. */
export async function findTlsCountPage(
  { drizzle }: Pick<Database, 'drizzle'>,
  { after, limit, days, search }: TlsFilter & PageWish,
) {
  const named =
    search === undefined || search === '' ? sql`` : sql`and strpos(destination, ${search.toLowerCase()}) > 0`
  const { rows } = await redactQueryErrors(() =>
    drizzle.execute<TlsCountRow>(sql`
    with counted as materialized (
      select destination, host, policy, result, sum(sessions)::int as sessions, max(day) as last_day
      from tls_count where day > (now() at time zone 'UTC')::date - ${days}::int ${named}
      group by destination, host, policy, result
    ), found as (
      select destination, array_agg(distinct policy order by policy) as policies,
        coalesce(sum(sessions) filter (where result = 'success'), 0)::int as succeeded,
        coalesce(sum(sessions) filter (where result <> 'success'), 0)::int as failed
      from counted group by destination
    ), page as (
      select * from found f where ${afterCursor(after, [sql`-f.failed`, sql`f.destination`]) ?? sql`true`}
      order by -f.failed, f.destination limit ${limit + 1}
    ), by_host as (
      select destination, result, host, sum(sessions)::int as sessions, max(last_day) as last_day
      from counted join page using (destination) where result <> 'success' group by destination, result, host
    ), kinds as (
      select destination, result, sum(sessions)::int as sessions, max(last_day) as last_day,
        (array_agg(host order by sessions desc, host))[1:3] as hosts
      from by_host group by destination, result
    )
    select page.*, coalesce((
      select json_agg(json_build_object('result', result, 'sessions', sessions, 'lastDay', last_day, 'hosts', hosts)
        order by sessions desc, result) from kinds where kinds.destination = page.destination
    ), '[]') as failures
    from page order by -page.failed, page.destination`),
  )
  return pageOfRows(rows, limit, ({ failed, destination }) => [-failed, destination])
}
