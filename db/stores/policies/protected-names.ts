// Names that a message from outside must not borrow, as the panel shows and changes them.

import { and, asc, eq, or, type SQL, sql } from 'drizzle-orm'
import type { CommuneId } from '#core/address/directory.ts'
import type { Database, Transaction } from '../../connection.ts'
import { protectedName } from '../../schema/filtering.ts'
import { commune } from '../../schema/tenant.ts'
import { definedFields } from '../query/defined-fields.ts'
import { afterCursor, type PageWish, pageOfRows } from '../query/page.ts'
import { type Scope, within } from '../query/scope.ts'

type Reader = Pick<Database['drizzle'], 'select'>

export interface ProtectedNameFilter {
  /** This tenant's and the département's. */
  readonly commune?: CommuneId | undefined
  readonly search?: string | undefined
}

export type ProtectedNameRow = Awaited<ReturnType<typeof readNames>>[number]

const isDepartment = eq(commune.kind, 'department')
const lowerName = sql`lower(${protectedName.name})`

/** By name. */
export async function findProtectedNames(
  { drizzle }: Pick<Database, 'drizzle'>,
  scope: Scope,
  { commune: tenant, search, after, limit }: ProtectedNameFilter & PageWish,
) {
  const own = within(scope, protectedName.communeId)
  const rows = await readNames(
    drizzle,
    and(
      own === undefined ? undefined : or(own, isDepartment),
      tenant === undefined ? undefined : or(eq(protectedName.communeId, tenant), isDepartment),
      search === undefined ? undefined : sql`strpos(${lowerName}, lower(${search})) > 0`,
      afterCursor(after, [lowerName, sql`${protectedName.id}`]),
    ),
    limit + 1,
  )
  return pageOfRows(rows, limit, ({ cursor, id }) => [cursor, id])
}

/** One that the tenant itself may change; null for another's and the département's. */
export async function findOwnProtectedName(
  drizzle: Reader,
  scope: Scope,
  id: string,
): Promise<ProtectedNameRow | null> {
  const [row] = await readNames(
    drizzle,
    and(within(scope, protectedName.communeId), eq(protectedName.id, id)),
    1,
  )
  return row ?? null
}

async function readNames(drizzle: Reader, where: SQL | undefined, limit: number) {
  const rows = await drizzle
    .select({
      id: protectedName.id,
      communeId: protectedName.communeId,
      communeName: commune.name,
      communeKind: commune.kind,
      name: protectedName.name,
      knownAddresses: protectedName.knownAddresses,
      createdAt: protectedName.createdAt,
      version: protectedName.updatedAt,
      cursor: sql<string>`${lowerName}`,
    })
    .from(protectedName)
    .innerJoin(commune, eq(commune.id, protectedName.communeId))
    .where(where)
    .orderBy(asc(lowerName), asc(protectedName.id))
    .limit(limit)
  return rows.map(({ communeId, communeName, communeKind, ...row }) => ({
    ...row,
    commune: { id: communeId as CommuneId, name: communeName, kind: communeKind },
  }))
}

interface NameFields {
  readonly name: string
  readonly knownAddresses: readonly string[]
}

/** Rejects with a unique violation for a name that is protected already. */
export async function insertProtectedName(
  transaction: Transaction,
  communeId: CommuneId,
  { name, knownAddresses }: NameFields,
): Promise<string> {
  const [row] = await transaction
    .insert(protectedName)
    .values({ communeId, name, knownAddresses: [...knownAddresses] })
    .returning({ id: protectedName.id })
  if (row === undefined) throw new Error('an insert returned nothing')
  return row.id
}

/** False when somebody else changed it since `version`. */
export async function changeProtectedName(
  transaction: Transaction,
  { id, version }: { readonly id: string; readonly version: Date },
  { name, knownAddresses }: { readonly [Field in keyof NameFields]?: NameFields[Field] | undefined },
): Promise<boolean> {
  const changed = await transaction
    .update(protectedName)
    .set({
      ...definedFields({ name, knownAddresses: knownAddresses && [...knownAddresses] }),
      updatedAt: sql`clock_timestamp()`,
    })
    .where(
      and(
        eq(protectedName.id, id),
        sql`date_trunc('milliseconds', ${protectedName.updatedAt}) = ${version.toISOString()}::timestamptz`,
      ),
    )
    .returning({ id: protectedName.id })
  return changed.length > 0
}

export async function deleteProtectedName(transaction: Transaction, id: string): Promise<boolean> {
  const gone = await transaction
    .delete(protectedName)
    .where(eq(protectedName.id, id))
    .returning({ id: protectedName.id })
  return gone.length > 0
}
