// Aliases as the panel shows and changes them.

import { and, eq, inArray, type SQL, sql } from 'drizzle-orm'
import type { CommuneId } from '#core/address/directory.ts'
import { domainOf, type EmailAddress, localPartOf } from '#core/address/email-address.ts'
import type { Database, Transaction } from '../../connection.ts'
import { alias, aliasTarget } from '../../schema/alias-and-list.ts'
import { commune } from '../../schema/tenant.ts'
import { containsText } from '../query/contains-text.ts'
import { afterCursor, orderOf, type Page, type PageWish, pageOfRows, type SortWish } from '../query/page.ts'
import { type Scope, within } from '../query/scope.ts'

export interface AddressFilter {
  readonly commune?: string | undefined
  readonly search?: string | undefined
  /** Those that lead there at once. */
  readonly target?: EmailAddress | undefined
}

export type AliasRow = Awaited<ReturnType<typeof readAliases>>[number]
type Reader = Pick<Database['drizzle'], 'select'>

const columns = {
  id: alias.id,
  address: alias.address,
  commune: { id: commune.id, name: commune.name },
  targets: sql<
    EmailAddress[]
  >`array(select t.target from alias_target t where t.alias_id = ${alias.id} order by t.target)`,
  createdAt: alias.createdAt,
  revision: alias.revision,
}

const matching = (scope: Scope, filter: AddressFilter): SQL | undefined =>
  and(
    within(scope, alias.communeId),
    filter.commune === undefined ? undefined : eq(alias.communeId, filter.commune),
    containsText(sql`${alias.address}`, filter.search),
    filter.target === undefined
      ? undefined
      : sql`${alias.id} in (select t.alias_id from alias_target t where t.target = ${filter.target})`,
  )

export async function findAliasPage(
  { drizzle }: Pick<Database, 'drizzle'>,
  scope: Scope,
  wish: AddressFilter & PageWish & SortWish<'address'>,
): Promise<Page<AliasRow>> {
  const keys = [sql`${alias.address}`]
  const orderBy = orderOf(keys, wish.order)
  const page = drizzle
    .select({ id: alias.id })
    .from(alias)
    .where(and(matching(scope, wish), afterCursor(wish.after, keys, wish.order)))
    .orderBy(...orderBy)
    .limit(wish.limit + 1)
  const rows = await readAliases(drizzle, inArray(alias.id, page), orderBy)
  return pageOfRows(rows, wish.limit, ({ address }) => [address])
}

export const countAliases = async (
  { drizzle }: Pick<Database, 'drizzle'>,
  scope: Scope,
  filter: AddressFilter,
): Promise<number> => await drizzle.$count(alias, matching(scope, filter))

export async function findAlias(drizzle: Reader, scope: Scope, id: string): Promise<AliasRow | null> {
  const [row] = await readAliases(drizzle, and(within(scope, alias.communeId), eq(alias.id, id)))
  return row ?? null
}

async function readAliases(drizzle: Reader, where: SQL | undefined, orderBy: readonly SQL[] = []) {
  const rows = await drizzle
    .select(columns)
    .from(alias)
    .innerJoin(commune, eq(commune.id, alias.communeId))
    .where(where)
    .orderBy(...orderBy)
  return rows.map((row) => ({
    ...row,
    address: row.address as EmailAddress,
    commune: { ...row.commune, id: row.commune.id as CommuneId },
  }))
}

/** Rejects with a unique violation when the address is something already. */
export async function insertAlias(
  transaction: Transaction,
  commune: CommuneId,
  { address, targets }: { readonly address: EmailAddress; readonly targets: readonly EmailAddress[] },
): Promise<string> {
  const [row] = await transaction
    .insert(alias)
    .values({ communeId: commune, domain: domainOf(address), localPart: localPartOf(address) })
    .returning({ id: alias.id })
  if (row === undefined) throw new Error('an insert returned nothing')
  await insertTargets(transaction, { id: row.id, commune }, targets)
  return row.id
}

/** In place of the targets before; false when another change came since `revision`. */
export async function changeTargets(
  transaction: Transaction,
  { id, commune, revision }: { readonly id: string; readonly commune: CommuneId; readonly revision: number },
  targets: readonly EmailAddress[],
): Promise<boolean> {
  const changed = await transaction
    .update(alias)
    .set({ revision: sql`${alias.revision} + 1` })
    .where(and(eq(alias.id, id), eq(alias.revision, revision)))
    .returning({ id: alias.id })
  if (changed.length === 0) return false
  await transaction.delete(aliasTarget).where(eq(aliasTarget.aliasId, id))
  await insertTargets(transaction, { id, commune }, targets)
  return true
}

const insertTargets = (
  transaction: Transaction,
  { id, commune }: { readonly id: string; readonly commune: CommuneId },
  targets: readonly EmailAddress[],
) =>
  transaction
    .insert(aliasTarget)
    .values(targets.map((target) => ({ aliasId: id, communeId: commune, target })))

export async function deleteAlias(transaction: Transaction, id: string): Promise<void> {
  await transaction.delete(alias).where(eq(alias.id, id))
}
