// Mail that was not delivered, as it was counted: by destination and reason, the most first, with the domains of ours that it
// came from.

import { type SQL, sql } from 'drizzle-orm'
import type { CommuneId } from '#core/address/directory.ts'
import type { Domain } from '#core/address/email-address.ts'
import type { ReplyKind } from '#core/smtp/delivery-attempt.ts'
import type { Database } from '../../connection.ts'
import { redactQueryErrors } from '../../redact-query-error.ts'
import { afterCursor, type PageWish, pageOfRows } from '../query/page.ts'
import type { Scope } from '../query/scope.ts'

export interface BounceFilter {
  /** Today and so many days before, less one. */
  readonly days: number
  readonly commune?: CommuneId | undefined
  readonly domain?: Domain | undefined
  readonly kind?: ReplyKind | undefined
  /** Part of the destination. */
  readonly search?: string | undefined
}

export interface BounceRow {
  readonly destination: string
  readonly kind: ReplyKind
  readonly count: number
  /** Day of the last one. */
  readonly lastDay: string
  readonly domainCount: number
  /** Those with the most. */
  readonly domains: readonly { readonly name: string; readonly count: number }[]
}

type Row = {
  readonly destination: string
  readonly kind: ReplyKind
  readonly count: number
  readonly last_day: string
  readonly domain_count: number
  readonly domains: BounceRow['domains']
}

export const firstDay = (days: number): SQL =>
  sql`(now() at time zone 'Europe/Paris')::date - ${days - 1}::int`

const matching = (scope: Scope, { days, commune, domain, kind, search }: BounceFilter): SQL => sql`
  b.day >= ${firstDay(days)}
  ${scope.kind === 'department' ? sql`` : sql`and b.commune_id = ${scope.commune}`}
  ${commune === undefined ? sql`` : sql`and b.commune_id = ${commune}`}
  ${domain === undefined ? sql`` : sql`and b.domain = ${domain}`}
  ${kind === undefined ? sql`` : sql`and b.kind = ${kind}`}
  ${search === undefined || search === '' ? sql`` : sql`and strpos(b.destination, ${search.toLowerCase()}) > 0`}`

/** Needs the rights of `vm_admin`. */
export async function findBouncePage(
  { drizzle }: Pick<Database, 'drizzle'>,
  scope: Scope,
  { after, limit, ...filter }: BounceFilter & PageWish,
) {
  const order = [sql`-f.count`, sql`f.destination`, sql`f.kind`]
  const { rows } = await redactQueryErrors(() =>
    drizzle.execute<Row>(sql`
    with by_domain as (
      select b.destination, b.kind, b.domain, sum(b.count)::int as count, max(b.day) as last_day
      from bounce_count b where ${matching(scope, filter)} group by b.destination, b.kind, b.domain
    ), found as (
      select destination, kind, sum(count)::int as count, max(last_day)::text as last_day,
        count(*)::int as domain_count,
        (array_agg(json_build_object('name', domain, 'count', count) order by count desc, domain))[1:3] as domains
      from by_domain group by destination, kind
    )
    select * from found f where ${afterCursor(after, order) ?? sql`true`}
    order by -f.count, f.destination, f.kind limit ${limit + 1}`),
  )
  const page = pageOfRows(rows, limit, ({ count, destination, kind }) => [-count, destination, kind])
  return {
    rows: page.rows.map(
      ({ last_day, domain_count, ...row }): BounceRow => ({
        ...row,
        lastDay: last_day,
        domainCount: domain_count,
      }),
    ),
    next: page.next,
  }
}
