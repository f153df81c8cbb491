// The communes as the panel shows and changes them.

import { and, eq, isNotNull, isNull, type SQL, type SQLWrapper, sql } from 'drizzle-orm'
import type { CommuneId } from '#core/address/directory.ts'
import type { Database, Transaction } from '../../connection.ts'
import { alphabetical } from '../../schema/alphabetical.ts'
import { commune, department } from '../../schema/tenant.ts'
import { definedFields } from '../query/defined-fields.ts'
import { type Order, orderOf } from '../query/page.ts'
import { type Scope, within } from '../query/scope.ts'
import { hasOpenedAccess, lastCodeAt } from './access-opened.ts'

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
 * The mailboxes are counted along an index, each commune for itself. What is used stands in rows all over its table: those of
 * many communes are read in one pass (`usageOf`), where one after the other would read every page for each.
 */
export const communeSize = {
  mailboxes: sql<number>`(select count(*)::int from mailbox m where m.commune_id = ${thisCommune})`,
  usedBytes: sql<number>`coalesce(usage.bytes, 0)`,
}

const quotaOfAll = sql`(select coalesce(sum(m.quota_bytes), 0)::float8 from mailbox m where m.commune_id = ${thisCommune})`

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
  ...communeSize,
  cameIn: hasOpenedAccess(thisCommune),
  lettersAt: lastCodeAt(thisCommune),
  allowedBytes: sql<number>`coalesce(${commune.quotaBytes}::float8, ${quotaOfAll})`,
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

export async function findCommune(
  drizzle: StepReader,
  scope: Scope,
  id: CommuneId,
): Promise<CommuneRow | null> {
  const [row] = await readCommunes(drizzle, {
    where: and(matching(scope, {}), eq(commune.id, id)),
    keys: [sql`${commune.id}`],
    limit: 1,
  })
  return row ?? null
}

type Reader = Pick<Database['drizzle'], 'select'>
type StepReader = Pick<Database['drizzle'], 'select' | 'with' | '$with'>

interface Wanted {
  readonly where: SQL | undefined
  /** Of those `where` finds, the ones behind the cursor. */
  readonly after?: SQL | undefined
  readonly keys: readonly SQL[]
  readonly direction?: Order | undefined
  /** Whether a key is `communeSize.usedBytes`: all that `where` finds are added up, else those of the page alone. */
  readonly byUsage?: boolean
  readonly limit: number
}

/** What the mailboxes of each of these communes hold. Sums of doubles are quicker by half, and exact below nine petabytes. */
const usageOf = (drizzle: StepReader, communes: SQLWrapper) =>
  drizzle.$with('usage').as(
    drizzle
      .select({
        commune: sql`q.commune_id`.as('commune_id'),
        bytes: sql<number>`sum(q.bytes::float8)`.as('bytes'),
      })
      .from(sql`dovecot.quota_usage q`)
      .where(sql`q.commune_id = any(array(${communes}))`)
      .groupBy(sql`q.commune_id`),
  )

export async function readCommunes(drizzle: StepReader, wanted: Wanted) {
  const { where, after, keys, direction, byUsage = false, limit } = wanted
  const order = orderOf(keys, direction)
  const place = sql<number>`row_number() over (order by ${sql.join(order, sql`, `)})`.as('place')
  const found = drizzle.select({ id: commune.id }).from(commune).where(where)
  const ofFound = usageOf(drizzle, found)
  const ids = drizzle.select({ id: commune.id, place }).from(commune).$dynamic()
  const page = drizzle.$with('page').as(
    (byUsage ? ids.leftJoin(ofFound, sql`usage.commune_id = ${commune.id}`) : ids)
      .where(and(where, after))
      .orderBy(...order)
      .limit(limit),
  )
  const steps = byUsage ? [ofFound, page] : [page, usageOf(drizzle, sql`select page.id from page`)]
  const rows = await drizzle
    .with(...steps)
    .select(columns)
    .from(page)
    .innerJoin(commune, eq(commune.id, page.id))
    .leftJoin(sql`usage`, sql`usage.commune_id = ${commune.id}`)
    .orderBy(page.place)
  return rows.map((row) => ({
    ...row,
    id: row.id as CommuneId,
    lettersAt: row.lettersAt === null ? null : new Date(row.lettersAt),
  }))
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
    .set({ ...definedFields(fields), revision: sql`${commune.revision} + 1` })
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
