// Lists and their members as the panel shows and changes them.

import { and, asc, eq, inArray, type SQL, sql } from 'drizzle-orm'
import type { CommuneId } from '#core/address/directory.ts'
import { domainOf, type EmailAddress, localPartOf } from '#core/address/email-address.ts'
import type { Database, Transaction } from '../../connection.ts'
import { list, listMember } from '../../schema/alias-and-list.ts'
import { commune } from '../../schema/tenant.ts'
import { containsText } from '../query/contains-text.ts'
import { definedFields } from '../query/defined-fields.ts'
import { afterCursor, orderOf, type Page, type PageWish, pageOfRows, type SortWish } from '../query/page.ts'
import { type Scope, within } from '../query/scope.ts'
import type { AddressFilter } from './aliases.ts'

export type ListSenders = 'anyone' | 'department' | 'members'
export type ListRow = Awaited<ReturnType<typeof readLists>>[number]
type Reader = Pick<Database['drizzle'], 'select'>

const columns = {
  id: list.id,
  address: list.address,
  name: list.name,
  commune: { id: commune.id, name: commune.name },
  senders: list.senders,
  members: sql<number>`(select count(*)::int from list_member m where m.list_id = ${list.id})`,
  createdAt: list.createdAt,
  revision: list.revision,
}

const matching = (scope: Scope, filter: AddressFilter): SQL | undefined =>
  and(
    within(scope, list.communeId),
    filter.commune === undefined ? undefined : eq(list.communeId, filter.commune),
    containsText(sql`lower(${list.address} || ' ' || ${list.name})`, filter.search),
    filter.target === undefined
      ? undefined
      : sql`${list.id} in (select m.list_id from list_member m where m.target = ${filter.target})`,
  )

export async function findListPage(
  { drizzle }: Pick<Database, 'drizzle'>,
  scope: Scope,
  wish: AddressFilter & PageWish & SortWish<'address'>,
): Promise<Page<ListRow>> {
  const keys = [sql`${list.address}`]
  const orderBy = orderOf(keys, wish.order)
  const page = drizzle
    .select({ id: list.id })
    .from(list)
    .where(and(matching(scope, wish), afterCursor(wish.after, keys, wish.order)))
    .orderBy(...orderBy)
    .limit(wish.limit + 1)
  const rows = await readLists(drizzle, inArray(list.id, page), orderBy)
  return pageOfRows(rows, wish.limit, ({ address }) => [address])
}

export const countLists = async (
  { drizzle }: Pick<Database, 'drizzle'>,
  scope: Scope,
  filter: AddressFilter,
): Promise<number> => await drizzle.$count(list, matching(scope, filter))

/** With all its members, in the order of addresses. */
export async function findList(
  drizzle: Reader,
  scope: Scope,
  id: string,
): Promise<(ListRow & { memberAddresses: EmailAddress[] }) | null> {
  const [row] = await readLists(drizzle, and(within(scope, list.communeId), eq(list.id, id)))
  if (row === undefined) return null
  const members = await drizzle
    .select({ target: listMember.target })
    .from(listMember)
    .where(eq(listMember.listId, id))
    .orderBy(asc(listMember.target))
  return { ...row, memberAddresses: members.map(({ target }) => target as EmailAddress) }
}

async function readLists(drizzle: Reader, where: SQL | undefined, orderBy: readonly SQL[] = []) {
  const rows = await drizzle
    .select(columns)
    .from(list)
    .innerJoin(commune, eq(commune.id, list.communeId))
    .where(where)
    .orderBy(...orderBy)
  return rows.map((row) => ({
    ...row,
    address: row.address as EmailAddress,
    commune: { ...row.commune, id: row.commune.id as CommuneId },
  }))
}

interface Named {
  readonly id: string
  readonly commune: CommuneId
}

/** Rejects with a unique violation when the address is something already. */
export async function insertList(
  transaction: Transaction,
  commune: CommuneId,
  made: { readonly address: EmailAddress; readonly name: string; readonly senders: ListSenders },
): Promise<Named> {
  const { address, ...fields } = made
  const [row] = await transaction
    .insert(list)
    .values({ communeId: commune, domain: domainOf(address), localPart: localPartOf(address), ...fields })
    .returning({ id: list.id })
  if (row === undefined) throw new Error('an insert returned nothing')
  return { id: row.id, commune }
}

/** False when another change came since `revision`. */
export async function changeList(
  transaction: Transaction,
  { id, revision }: { readonly id: string; readonly revision: number },
  fields: { readonly name?: string | undefined; readonly senders?: ListSenders | undefined },
): Promise<boolean> {
  const changed = await transaction
    .update(list)
    .set({ ...definedFields(fields), revision: sql`${list.revision} + 1` })
    .where(and(eq(list.id, id), eq(list.revision, revision)))
    .returning({ id: list.id })
  return changed.length > 0
}

/** Rejects with a check violation for one that leads back to the list, or too deep. */
export async function addMembers(
  transaction: Transaction,
  { id, commune }: Named,
  members: readonly EmailAddress[],
): Promise<void> {
  if (members.length === 0) return
  await transaction
    .insert(listMember)
    .values(members.map((target) => ({ listId: id, communeId: commune, target })))
}

export async function removeMembers(
  transaction: Transaction,
  { id }: Named,
  members: readonly EmailAddress[],
): Promise<void> {
  if (members.length === 0) return
  await transaction
    .delete(listMember)
    .where(and(eq(listMember.listId, id), inArray(listMember.target, [...members])))
}

export async function deleteList(transaction: Transaction, id: string): Promise<void> {
  await transaction.delete(list).where(eq(list.id, id))
}
