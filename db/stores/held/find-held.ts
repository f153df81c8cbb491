// Held mail as the panel lists it: a message once for each commune that it is held for, newest first, with what the trace
// knows of it. Never its content, but for one function that says so.

import { type SQL, sql } from 'drizzle-orm'
import type { CommuneId } from '#core/address/directory.ts'
import type { Database, Transaction } from '../../connection.ts'
import { afterCursor, type PageWish, pageOfRows } from '../query/page.ts'
import type { Scope } from '../query/scope.ts'
import { isDangerousHeld } from './dangerous-held.ts'

export interface HeldSearch {
  readonly commune?: CommuneId | undefined
  readonly recipient?: string | undefined
  readonly reason?: string | undefined
  readonly dangerous?: boolean | undefined
  /** Part of the author's or a recipient's address. */
  readonly search?: string | undefined
}

export interface HeldListed {
  readonly queueId: string
  readonly commune: { readonly id: CommuneId; readonly name: string }
  readonly recipients: readonly string[]
  readonly author: string
  readonly reversePath: string
  readonly reason: string
  readonly findings: readonly string[]
  readonly dangerous: boolean
  readonly score: number | null
  readonly bytes: number
  readonly since: Date
}

/** Of a row of `held` below. */
const isDangerous = isDangerousHeld({
  reason: sql`held.reason`,
  traced: sql`held.traced`,
  commune: sql`held.commune_id`,
})

/** A virus that was released and could not be delivered stays one. */
const reasonOf = sql`case when bool_or(r.first_reason = 'virus' or r.reason = 'virus') then 'virus' else min(r.reason) end`

const heldBy = (scope: Scope, filter: HeldSearch): SQL => sql`
  select r.queue_id, r.commune_id, ${reasonOf} as reason, max(r.since) as since, max(r.size) as bytes,
    array_agg(r.recipient order by r.recipient) as recipients, m.author, m.reverse_path,
    coalesce(m.received_as, r.queue_id) as traced
  from kept_recipient r join kept_message m using (queue_id)
  where r.kind = 'held' and r.settled_at is null
    ${scope.kind === 'department' ? sql`` : sql`and r.commune_id = ${scope.commune}`}
    ${filter.commune === undefined ? sql`` : sql`and r.commune_id = ${filter.commune}`}
  group by r.queue_id, r.commune_id, m.author, m.reverse_path, m.received_as
  having true
    ${filter.recipient === undefined ? sql`` : sql`and bool_or(r.recipient = lower(${filter.recipient}))`}
    ${filter.search === undefined ? sql`` : sql`and (strpos(m.author, lower(${filter.search})) > 0 or bool_or(strpos(r.recipient, lower(${filter.search})) > 0))`}`

const matching = ({ reason, dangerous }: HeldSearch): SQL => sql`
  ${reason === undefined ? sql`true` : sql`held.reason = ${reason}`}
  ${dangerous === undefined ? sql`` : sql`and ${isDangerous} = ${dangerous}`}`

type Row = {
  readonly queue_id: string
  readonly commune_id: string
  readonly commune_name: string
  readonly recipients: readonly string[]
  readonly author: string
  readonly reverse_path: string
  readonly reason: string
  readonly findings: readonly string[] | null
  readonly dangerous: boolean
  readonly score: number | null
  readonly bytes: number
  readonly since: number
  readonly cursor: string
}

/** Needs the rights of `vm_admin`. */
export async function findHeldPage(
  { drizzle }: Pick<Database, 'drizzle'>,
  scope: Scope,
  { after, limit, ...search }: HeldSearch & PageWish,
) {
  const order = [sql`held.since`, sql`held.queue_id`, sql`held.commune_id`]
  const { rows } = await drizzle.execute<Row>(sql`
    with held as (${heldBy(scope, search)}), page as (
      select * from held where ${matching(search)} and ${afterCursor(after, order, 'desc') ?? sql`true`}
      order by since desc, queue_id desc, commune_id desc limit ${limit + 1}
    )
    select held.queue_id, held.commune_id, c.name as commune_name, held.recipients, held.author, held.reverse_path,
      held.reason, first.findings, ${isDangerous} as dangerous, first.score, held.bytes,
      (extract(epoch from held.since) * 1000)::float8 as since, held.since::text as cursor
    from page as held
    join commune c on c.id = held.commune_id
    left join lateral (
      select findings, score from trace t
      where t.queue_id = held.traced and t.commune_id = held.commune_id order by t.id limit 1
    ) first on true
    order by held.since desc, held.queue_id desc, held.commune_id desc`)
  const page = pageOfRows(rows, limit, ({ cursor, queue_id, commune_id }) => [cursor, queue_id, commune_id])
  return { rows: page.rows.map(listed), next: page.next }
}

const listed = (row: Row): HeldListed => ({
  queueId: row.queue_id,
  commune: { id: row.commune_id as CommuneId, name: row.commune_name },
  recipients: row.recipients,
  author: row.author,
  reversePath: row.reverse_path,
  reason: row.reason,
  findings: row.findings ?? [],
  dangerous: row.dangerous,
  score: row.score,
  bytes: row.bytes,
  since: new Date(row.since),
})

type Counts = { readonly count: number; readonly dangerous: number; readonly communes: number }

/** A message counts once for each commune, as it is listed. */
export async function countHeld(
  { drizzle }: Pick<Database, 'drizzle'>,
  scope: Scope,
  search: HeldSearch,
): Promise<Counts> {
  const { rows } = await drizzle.execute<Counts>(sql`
    with held as (${heldBy(scope, search)})
    select count(*)::int as count, (count(*) filter (where ${isDangerous}))::int as dangerous,
      count(distinct held.commune_id)::int as communes
    from held where ${matching(search)}`)
  return rows[0] ?? { count: 0, dangerous: 0, communes: 0 }
}

/**
 * The first octets of a message that is held: what somebody may look at who decides about it, and nothing else is given
 * out. Null when nobody waits for a decision any more.
 */
export async function heldContent(
  transaction: Transaction,
  queueId: string,
  most: number,
): Promise<Buffer | null> {
  const { rows } = await transaction.execute<{ content: Buffer | null }>(
    sql`select substring(held_content(${queueId}) from 1 for ${most}::int) as content`,
  )
  return rows[0]?.content ?? null
}
