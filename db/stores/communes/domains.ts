// The domains of communes as the panel shows and changes them.

import { and, eq, inArray, isNull, type SQL, sql } from 'drizzle-orm'
import type { CommuneId, DomainOwners } from '#core/address/directory.ts'
import type { Domain, EmailAddress } from '#core/address/email-address.ts'
import type { Database, Transaction } from '../../connection.ts'
import { redactQueryErrors } from '../../redact-query-error.ts'
import { commune, domain } from '../../schema/tenant.ts'
import { containsText } from '../query/contains-text.ts'
import { definedFields } from '../query/defined-fields.ts'
import { afterCursor, orderOf, type Page, type PageWish, pageOfRows, type SortWish } from '../query/page.ts'
import { type Scope, within } from '../query/scope.ts'

export interface DomainFilter {
  readonly commune?: string | undefined
  /** Part of the name. */
  readonly search?: string | undefined
}

export type DomainRow = Awaited<ReturnType<typeof readDomains>>[number]
type Reader = Pick<Database['drizzle'], 'select'>

const counted = (table: 'mailbox' | 'alias' | 'list') =>
  sql<number>`(select count(*)::int from ${sql.raw(table)} held where held.commune_id = ${domain.communeId} and held.domain = ${domain.name})`

const columns = {
  name: domain.name,
  commune: { id: commune.id, name: commune.name },
  aliasOf: domain.aliasOf,
  catchAll: domain.catchAll,
  mailboxes: counted('mailbox'),
  aliases: counted('alias'),
  lists: counted('list'),
  aliasDomains: sql<string[]>`array(select d.name from domain d where d.commune_id = ${domain.communeId}
    and d.alias_of = ${domain.name} order by d.name)`,
  createdAt: domain.createdAt,
  revision: domain.revision,
}

const matching = (scope: Scope, filter: DomainFilter): SQL | undefined =>
  and(
    within(scope, domain.communeId),
    filter.commune === undefined ? undefined : eq(domain.communeId, filter.commune),
    containsText(sql`${domain.name}`, filter.search),
  )

export async function findDomainPage(
  { drizzle }: Pick<Database, 'drizzle'>,
  scope: Scope,
  wish: DomainFilter & PageWish & SortWish<'name'>,
): Promise<Page<DomainRow>> {
  const keys = [sql`${domain.name}`]
  const rows = await readDomains(
    drizzle,
    and(matching(scope, wish), afterCursor(wish.after, keys, wish.order)),
    { limit: wish.limit + 1, orderBy: orderOf(keys, wish.order) },
  )
  return pageOfRows(rows, wish.limit, ({ name }) => [name])
}

export const countDomains = async (
  { drizzle }: Pick<Database, 'drizzle'>,
  scope: Scope,
  filter: DomainFilter,
): Promise<number> => await drizzle.$count(domain, matching(scope, filter))

export async function findDomain(drizzle: Reader, scope: Scope, name: Domain): Promise<DomainRow | null> {
  const [row] = await readDomains(drizzle, and(within(scope, domain.communeId), eq(domain.name, name)), {
    limit: 1,
  })
  return row ?? null
}

/** Those of a commune that are no alias: the ones that have addresses. */
export async function findMainDomains(drizzle: Reader, communeId: CommuneId): Promise<ReadonlySet<Domain>> {
  const rows = await drizzle
    .select({ name: domain.name })
    .from(domain)
    .where(and(eq(domain.communeId, communeId), isNull(domain.aliasOf)))
  return new Set(rows.map(({ name }) => name as Domain))
}

/** Those of the names that somebody has, whoever it is. */
export async function findTakenDomains(
  drizzle: Reader,
  names: readonly string[],
): Promise<ReadonlySet<string>> {
  if (names.length === 0) return new Set()
  const rows = await drizzle
    .select({ name: domain.name })
    .from(domain)
    .where(inArray(domain.name, [...names]))
  return new Set(rows.map(({ name }) => name))
}

async function readDomains(
  drizzle: Reader,
  where: SQL | undefined,
  { limit, orderBy = [] }: { readonly limit: number; readonly orderBy?: readonly SQL[] },
) {
  const rows = await drizzle
    .select(columns)
    .from(domain)
    .innerJoin(commune, eq(commune.id, domain.communeId))
    .where(where)
    .orderBy(...orderBy)
    .limit(limit)
  return rows.map((row) => ({
    ...row,
    name: row.name as Domain,
    aliasOf: row.aliasOf as Domain | null,
    catchAll: row.catchAll as EmailAddress | null,
    commune: { ...row.commune, id: row.commune.id as CommuneId },
  }))
}

/** Rejects with a unique violation for a name that is hosted already, by whomever. */
export async function insertDomain(
  transaction: Transaction,
  made: { readonly commune: CommuneId; readonly name: Domain; readonly aliasOf: Domain | null },
): Promise<void> {
  await transaction.insert(domain).values({ communeId: made.commune, name: made.name, aliasOf: made.aliasOf })
}

/** False when another change came since `revision`. */
export async function changeDomain(
  transaction: Transaction,
  { name, revision }: { readonly name: Domain; readonly revision: number },
  fields: {
    readonly aliasOf?: Domain | null | undefined
    readonly catchAll?: EmailAddress | null | undefined
  },
): Promise<boolean> {
  const changed = await transaction
    .update(domain)
    .set({ ...definedFields(fields), revision: sql`${domain.revision} + 1` })
    .where(and(eq(domain.name, name), eq(domain.revision, revision)))
    .returning({ name: domain.name })
  return changed.length > 0
}

/** Rejects with a foreign key violation while anything is in it. */
export async function deleteDomain(transaction: Transaction, name: Domain): Promise<void> {
  await transaction.delete(domain).where(eq(domain.name, name))
}

// Whether a domain is one of ours.
export async function isHosted(drizzle: Pick<Database['drizzle'], 'select'>, name: Domain): Promise<boolean> {
  const rows = await drizzle.select({ name: domain.name }).from(domain).where(eq(domain.name, name))
  return rows.length > 0
}

// Whose a hosted domain is.
/** Needs the rights of `vm_gateway` or `vm_worker`. */
export const domainOwnersStore = ({ pool }: Pick<Database, 'pool'>): DomainOwners => ({
  ownerOf: (domain) =>
    redactQueryErrors(async () => {
      const { rows } = await pool.query<{ readonly commune_id: CommuneId }>({
        name: 'owner-of-domain',
        text: 'select commune_id from domain where name = $1',
        values: [domain],
      })
      return rows[0]?.commune_id ?? null
    }),
})
