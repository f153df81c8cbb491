// Messages that somebody answers for, as the panel reads them: those that left for a reason and those that had to be agreed to;
// and how often what was found. Kinds and numbers alone.

import { and, eq, gte, type SQL, sql } from 'drizzle-orm'
import type { CommuneId } from '#core/address/directory.ts'
import type { LeakCounts, LeakKind, LeakOutcome } from '#core/policies/leak.ts'
import type { Database } from '../../connection.ts'
import { leakCount, type leakHold } from '../../schema/leak.ts'
import { afterCursor, type PageWish, pageOfRows } from '../query/page.ts'
import { type Scope, within } from '../query/scope.ts'
import { countsOf } from '../queue/approval-letters.ts'

export interface AnsweredLeak {
  readonly queueId: string
  readonly at: Date
  readonly commune: { readonly id: string; readonly name: string }
  readonly mailbox: string | null
  readonly person: string | null
  readonly findings: LeakCounts
  readonly reason: string | null
  readonly approval: {
    readonly became: 'waiting' | NonNullable<(typeof leakHold.$inferSelect)['became']>
    readonly decidedAt: Date | null
  } | null
}

type Row = {
  readonly queue_id: string
  readonly at: number
  readonly commune_id: string
  readonly commune_name: string
  readonly mailbox: string | null
  readonly person: string | null
  readonly findings: Readonly<Record<string, unknown>>
  readonly reason: string | null
  readonly held: boolean
  readonly became: (typeof leakHold.$inferSelect)['became']
  readonly decided_at: number | null
}

const answered = (conditions: SQL | undefined) => sql`
  select a.queue_id, (extract(epoch from a.at) * 1000)::float8 as at, a.commune_id, c.name as commune_name, m.address as mailbox, p.name as person, a.findings,
    a.reason, a.held, a.became, (extract(epoch from a.decided_at) * 1000)::float8 as decided_at
  from (
    select queue_id, coalesce(h.at, j.at) as at, coalesce(h.commune_id, j.commune_id) as commune_id,
      coalesce(h.mailbox_id, j.mailbox_id) as mailbox_id, coalesce(j.person_id, h.person_id) as person_id,
      coalesce(h.findings, j.findings) as findings,
      j.reason, h.queue_id is not null as held, h.became, h.decided_at
    from leak_hold h full join leak_justification j using (queue_id)
  ) a
  join commune c on c.id = a.commune_id
  left join mailbox m on m.id = a.mailbox_id and m.commune_id = a.commune_id
  left join person p on p.id = a.person_id
  where ${conditions ?? sql`true`}`

const inSight = (scope: Scope, commune: CommuneId | undefined): SQL | undefined =>
  and(
    scope.kind === 'department' ? undefined : sql`a.commune_id = ${scope.commune}`,
    commune === undefined ? undefined : sql`a.commune_id = ${commune}`,
  )

/** Newest first, as their ids are made. Needs the rights of `vm_admin`. */
export async function findAnsweredLeaks(
  { drizzle }: Pick<Database, 'drizzle'>,
  scope: Scope,
  { commune, after, limit }: { readonly commune?: CommuneId | undefined } & PageWish,
) {
  const later = afterCursor(after, [sql`a.queue_id`], 'desc')
  const { rows } = await drizzle.execute<Row>(sql`
    ${answered(and(inSight(scope, commune), later))} order by a.queue_id desc limit ${limit + 1}`)
  return pageOfRows(rows.map(answeredLeak), limit, ({ queueId }) => [queueId])
}

/** Null where there is none in sight. */
export async function findAnsweredLeak(
  { drizzle }: Pick<Database, 'drizzle'>,
  scope: Scope,
  queueId: string,
): Promise<AnsweredLeak | null> {
  const { rows } = await drizzle.execute<Row>(
    answered(and(inSight(scope, undefined), sql`a.queue_id = ${queueId}`)),
  )
  const [row] = rows
  return row === undefined ? null : answeredLeak(row)
}

const answeredLeak = (row: Row): AnsweredLeak => ({
  queueId: row.queue_id,
  at: new Date(row.at),
  commune: { id: row.commune_id, name: row.commune_name },
  mailbox: row.mailbox,
  person: row.person,
  findings: countsOf(row.findings),
  reason: row.reason,
  approval: row.held ? approvalOf(row) : null,
})

/** Until the last of its deliveries is decided about, it waits. */
const approvalOf = ({ became, decided_at: decided }: Row): AnsweredLeak['approval'] =>
  became === null || decided === null
    ? { became: 'waiting', decidedAt: null }
    : { became, decidedAt: new Date(decided) }

/** Of the last `days`, today among them. */
export async function findLeakCounts(
  { drizzle }: Pick<Database, 'drizzle'>,
  scope: Scope,
  { commune, days }: { readonly commune?: CommuneId | undefined; readonly days: number },
): Promise<readonly { readonly kind: LeakKind; readonly outcome: LeakOutcome; readonly messages: number }[]> {
  const { kind, outcome, messages, day } = leakCount
  return await drizzle
    .select({ kind, outcome, messages: sql<number>`sum(${messages})::integer` })
    .from(leakCount)
    .where(
      and(
        within(scope, leakCount.communeId),
        commune === undefined ? undefined : eq(leakCount.communeId, commune),
        gte(day, sql`(now() at time zone 'Europe/Paris')::date - ${days - 1}::integer`),
      ),
    )
    .groupBy(kind, outcome)
    .orderBy(kind, outcome)
}
