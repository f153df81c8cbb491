// Every forward there is, to inside and to outside, as whoever watches over them takes them away.

import { and, type SQL, sql } from 'drizzle-orm'
import type { Database } from '../../connection.ts'
import { afterCursor, type PageWish, pageOfRows } from '../query/page.ts'
import type { Scope } from '../query/scope.ts'

export interface ForwardFilter {
  readonly commune?: string | undefined
  readonly mailbox?: string | undefined
}

export interface ListedForward {
  readonly mailbox: string
  readonly commune: string
  readonly target: string
  readonly kind: 'inside' | 'outside'
  readonly keepsCopy: boolean
  /** Of those to the outside. */
  readonly reason: string | null
  readonly until: Date | null
  readonly createdAt: Date
}

interface Row extends Record<string, unknown>, Omit<ListedForward, 'until' | 'createdAt'> {
  readonly until: string | null
  readonly createdAt: string
}

const sameCommune = (commune: string | undefined): SQL | undefined =>
  commune === undefined ? undefined : sql`f.commune_id = ${commune}`

/** By mailbox. */
export async function findForwardPage(
  { drizzle }: Pick<Database, 'drizzle'>,
  scope: Scope,
  wish: ForwardFilter & PageWish,
) {
  const where = and(
    sql`true`,
    scope.kind === 'department' ? undefined : sameCommune(scope.commune),
    sameCommune(wish.commune),
    wish.mailbox === undefined ? undefined : sql`f.mailbox_id = ${wish.mailbox}`,
    afterCursor(wish.after, [sql`m.address`, sql`f.target`, sql`f.kind`]),
  )
  const { rows } = await drizzle.execute<Row>(sql`
    select m.address as mailbox, c.name as commune, f.target, f.kind, m.forward_keeps_copy as "keepsCopy", f.reason,
      f.until, f.created_at as "createdAt"
    from (
      select mailbox_id, commune_id, target, 'inside' as kind, null as reason, null::timestamptz as until, created_at
      from forward
      union all
      select mailbox_id, commune_id, target, 'outside', reason, until, created_at from external_forward
    ) f
    join mailbox m on m.id = f.mailbox_id
    join commune c on c.id = f.commune_id
    where ${where} order by m.address, f.target, f.kind limit ${wish.limit + 1}`)
  const page = pageOfRows(rows, wish.limit, ({ mailbox, target, kind }) => [mailbox, target, kind])
  return { rows: page.rows.map(listed), next: page.next }
}

const listed = ({ until, createdAt, ...row }: Row): ListedForward => ({
  ...row,
  until: until === null ? null : new Date(until),
  createdAt: new Date(createdAt),
})
