// The audit log as it is read: newest first, by what a person knows of a change.

import { and, desc, eq, getTableColumns, gte, lt, type SQL, sql } from 'drizzle-orm'
import type { CommuneId } from '#core/address/directory.ts'
import type { Database } from '../connection.ts'
import { audit } from '../schema/audit.ts'
import { commune } from '../schema/tenant.ts'
import { afterCursor, type Page, type PageWish, pageOfRows } from './query/page.ts'
import { type Scope, within } from './query/scope.ts'

export interface AuditFilter {
  readonly commune?: CommuneId | undefined
  readonly actorId?: string | undefined
  /** Part of who did it. */
  readonly actor?: string | undefined
  readonly action?: string | undefined
  readonly entityId?: string | undefined
  /** Part of what it was done to, as a person would call it. */
  readonly search?: string | undefined
  readonly since?: Date | undefined
  readonly until?: Date | undefined
}

export type AuditRow = Awaited<ReturnType<typeof findAuditPage>>['rows'][number]

const { seal: _, ...columns } = getTableColumns(audit)

const has = (column: typeof audit.actor | typeof audit.entity, part: string | undefined) =>
  part === undefined ? undefined : sql`strpos(lower(${column}), lower(${part})) > 0`

const matching = (scope: Scope, filter: AuditFilter): SQL | undefined =>
  and(
    within(scope, audit.communeId),
    filter.commune === undefined ? undefined : eq(audit.communeId, filter.commune),
    filter.actorId === undefined ? undefined : eq(audit.actorId, filter.actorId),
    filter.action === undefined ? undefined : eq(audit.action, filter.action),
    filter.entityId === undefined ? undefined : eq(audit.entityId, filter.entityId),
    has(audit.actor, filter.actor),
    has(audit.entity, filter.search),
    filter.since === undefined ? undefined : gte(audit.at, filter.since),
    filter.until === undefined ? undefined : lt(audit.at, filter.until),
  )

/** Needs the rights of `vm_admin`. */
export async function findAuditPage(
  { drizzle }: Pick<Database, 'drizzle'>,
  scope: Scope,
  wish: AuditFilter & PageWish,
) {
  const rows = await drizzle
    .select({ ...columns, communeName: commune.name })
    .from(audit)
    .leftJoin(commune, eq(commune.id, audit.communeId))
    .where(and(matching(scope, wish), afterCursor(wish.after, [sql`${audit.id}`], 'desc')))
    .orderBy(desc(audit.id))
    .limit(wish.limit + 1)
  const named = rows.map(({ communeId, communeName, ...row }) => ({
    ...row,
    commune: communeId === null ? null : { id: communeId as CommuneId, name: communeName ?? '' },
  }))
  return pageOfRows(named, wish.limit, ({ id }) => [id]) satisfies Page<unknown>
}

/** Of the rows that may be seen, each action once, by name. */
export async function findAuditActions(
  { drizzle }: Pick<Database, 'drizzle'>,
  scope: Scope,
): Promise<readonly string[]> {
  if (scope.kind === 'commune') {
    const seen = await drizzle
      .selectDistinct({ action: audit.action })
      .from(audit)
      .where(within(scope, audit.communeId))
      .orderBy(audit.action)
    return seen.map(({ action }) => action)
  }
  // A step along the index for each, however long the log of all is.
  const { rows } = await drizzle.execute<{ action: string }>(sql`
    with recursive known as (
      (select action from audit order by action limit 1)
      union all
      select (select a.action from audit a where a.action > known.action order by a.action limit 1)
      from known where known.action is not null
    )
    select action from known where action is not null order by action`)
  return rows.map(({ action }) => action)
}
