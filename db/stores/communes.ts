// The communes as the panel shows and changes them.

import { and, eq, isNotNull, isNull, type SQL, sql } from 'drizzle-orm'
import type { CommuneId } from '#core/directory.ts'
import type { Database, Transaction } from '../connection.ts'
import { alphabetical } from '../schema/alphabetical.ts'
import { mailbox } from '../schema/mailbox.ts'
import { commune, department } from '../schema/tenant.ts'
import { given } from './given.ts'
import { type Scope, within } from './scope.ts'

export interface CommuneFilter {
  /** Part of the name, INSEE code or postcode. */
  readonly search?: string | undefined
  readonly suspended?: boolean | undefined
}

export interface CommuneFields {
  readonly name: string
  readonly inseeCode: string
  readonly postcode: string | null
  readonly population: number | null
  readonly siren: string | null
}

export type CommuneRow = Awaited<ReturnType<typeof readCommunes>>[number]

export const nameKey = alphabetical(commune.name)

/** Inside a query of another table, where a bare `id` would be that table's own. */
const thisCommune = sql`${commune}.${sql.identifier('id')}`

/**
 * What the mailboxes of each commune come to, all of them added up in one pass. Dovecot's figures are added when somebody
 * asks: a sum that is kept would make every delivery to a commune wait for the one before.
 */
const sizesOf = (drizzle: Reader, some: SQL | undefined) =>
  drizzle
    .select({
      communeId: mailbox.communeId,
      mailboxes: sql<number>`count(*)::int`.as('mailboxes'),
      quotaBytes: sql<number>`sum(${mailbox.quotaBytes})::float8`.as('mailbox_quota_bytes'),
      usedBytes: sql<number>`sum(q.bytes)::float8`.as('used_bytes'),
    })
    .from(mailbox)
    .leftJoin(sql`dovecot.quota_usage q`, sql`q.username = ${mailbox.address}`)
    .where(some)
    .groupBy(mailbox.communeId)
    .as('size')

/** Of a row of `sizesOf`; nothing for a commune without mailbox. */
export const communeSize = {
  mailboxes: sql<number>`coalesce(size.mailboxes, 0)`,
  usedBytes: sql<number>`coalesce(size.used_bytes, 0)`,
}

const columns = {
  id: commune.id,
  name: commune.name,
  nameKey,
  inseeCode: sql<string>`${commune.inseeCode}`,
  postcode: commune.postcode,
  population: commune.population,
  siren: commune.siren,
  siret: commune.siret,
  quotaBytes: commune.quotaBytes,
  suspendedAt: commune.suspendedAt,
  createdAt: commune.createdAt,
  revision: commune.revision,
  domains: sql<
    string[]
  >`array(select d.name from domain d where d.commune_id = ${thisCommune} order by d.name)`,
}

export const matching = (scope: Scope, { search, suspended }: CommuneFilter): SQL | undefined =>
  and(
    eq(commune.kind, 'commune'),
    within(scope, commune.id),
    search === undefined
      ? undefined
      : sql`(strpos(lower(${commune.name}), lower(${search})) > 0 or strpos(${commune.inseeCode}, upper(${search})) = 1 or strpos(${commune.postcode}, ${search}) = 1)`,
    suspended === undefined
      ? undefined
      : suspended
        ? isNotNull(commune.suspendedAt)
        : isNull(commune.suspendedAt),
  )

export async function countCommunes(
  { drizzle }: Pick<Database, 'drizzle'>,
  scope: Scope,
  filter: CommuneFilter,
): Promise<number> {
  const [row] = await drizzle
    .select({ count: sql<number>`count(*)::int` })
    .from(commune)
    .where(matching(scope, filter))
  return row?.count ?? 0
}

export async function findCommune(drizzle: Reader, scope: Scope, id: CommuneId): Promise<CommuneRow | null> {
  const [row] = await readCommunes(drizzle, {
    where: and(matching(scope, {}), eq(commune.id, id)),
    limit: 1,
    sized: eq(mailbox.communeId, id),
  })
  return row ?? null
}

type Reader = Pick<Database['drizzle'], 'select'>

interface Wanted {
  readonly where: SQL | undefined
  readonly limit: number
  /** Which mailboxes are added up: at least those of the communes that `where` finds. */
  readonly sized: SQL | undefined
  readonly orderBy?: readonly SQL[]
}

export async function readCommunes(drizzle: Reader, { where, limit, sized, orderBy = [] }: Wanted) {
  const sizes = sizesOf(drizzle, sized)
  const rows = await drizzle
    .select({
      ...columns,
      ...communeSize,
      allowedBytes: sql<number>`coalesce(${commune.quotaBytes}::float8, ${sizes.quotaBytes}, 0)`,
    })
    .from(commune)
    .leftJoin(sizes, eq(sizes.communeId, commune.id))
    .where(where)
    .orderBy(...orderBy)
    .limit(limit)
  return rows.map((row) => ({ ...row, id: row.id as CommuneId }))
}

/** Rejects with a unique violation for a code that is there already. */
export async function insertCommune(transaction: Transaction, departmentId: string, given: CommuneFields) {
  const [row] = await transaction
    .insert(commune)
    .values({ departmentId, ...given })
    .returning({ id: commune.id })
  if (row === undefined) throw new Error('an insert returned nothing')
  return row.id as CommuneId
}

export interface CommuneChange
  extends Partial<{ [Field in keyof CommuneFields]: CommuneFields[Field] | undefined }> {
  readonly siret?: string | null | undefined
  readonly quotaBytes?: number | null | undefined
  readonly suspendedAt?: Date | null
}

/** False when another change came since `revision`. */
export async function changeCommune(
  transaction: Transaction,
  { id, revision }: { readonly id: CommuneId; readonly revision: number },
  fields: CommuneChange,
): Promise<boolean> {
  const changed = await transaction
    .update(commune)
    .set({ ...given(fields), revision: sql`${commune.revision} + 1` })
    .where(and(eq(commune.id, id), eq(commune.revision, revision)))
    .returning({ id: commune.id })
  return changed.length > 0
}

/** Of the tenant that asks. */
export async function departmentOf(drizzle: Reader, tenant: CommuneId): Promise<string> {
  const [row] = await drizzle.select({ id: commune.departmentId }).from(commune).where(eq(commune.id, tenant))
  if (row === undefined) throw new Error('a tenant without département')
  return row.id
}

/** The official number of the tenant’s département: `21`, `2A`, `974`. */
export async function departmentNumber(drizzle: Reader, tenant: CommuneId): Promise<string> {
  const [row] = await drizzle
    .select({ number: department.number })
    .from(commune)
    .innerJoin(department, eq(department.id, commune.departmentId))
    .where(eq(commune.id, tenant))
  if (row === undefined) throw new Error('a tenant without département')
  return row.number
}

/** INSEE code → commune, of all that are here. */
export async function findHosted(drizzle: Reader, scope: Scope): Promise<ReadonlyMap<string, CommuneId>> {
  const rows = await drizzle
    .select({ id: commune.id, inseeCode: sql<string>`${commune.inseeCode}` })
    .from(commune)
    .where(matching(scope, {}))
  return new Map(rows.map(({ id, inseeCode }) => [inseeCode, id as CommuneId]))
}
