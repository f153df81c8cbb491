// The people of communes as the panel lists and changes them. No secret of theirs is read here.

import { and, eq, inArray, isNotNull, isNull, ne, type SQL, sql } from 'drizzle-orm'
import type { CommuneId } from '#core/address/directory.ts'
import type { EmailAddress } from '#core/address/email-address.ts'
import type { Role } from '#core/contract.ts'
import type { Database } from '../../connection.ts'
import { alphabetical } from '../../schema/alphabetical.ts'
import { person } from '../../schema/person.ts'
import { commune } from '../../schema/tenant.ts'
import { containsText } from '../query/contains-text.ts'
import { excludeProbe } from '../query/exclude-probe.ts'
import { afterCursor, orderOf, type Page, type PageWish, pageOfRows, type SortWish } from '../query/page.ts'
import { type Scope, within } from '../query/scope.ts'

export interface PersonFilter {
  readonly commune?: string | undefined
  /** Part of the name or of the address. */
  readonly search?: string | undefined
  readonly role?: Role | undefined
  readonly withoutFactor?: boolean | undefined
  readonly activated?: boolean | undefined
  readonly suspended?: boolean | undefined
}

export type PersonRow = Awaited<ReturnType<typeof readPersons>>[number]
type Reader = Pick<Database['drizzle'], 'select'>

const nameKey = alphabetical(person.name)
const nameKeys = [nameKey, sql`${person.id}`]
const activated = sql<boolean>`exists (select from account a where a.person_id = ${person.id} and a.password is not null)`
const secondFactor = sql<boolean>`(${person.twoFactorEnabled} or exists (select from passkey k where k.person_id = ${person.id}))`

const columns = {
  id: person.id,
  name: person.name,
  nameKey,
  email: person.email,
  role: person.role,
  commune: { id: commune.id, name: commune.name },
  activated,
  secondFactor,
  mailboxes: sql<number>`(select count(*)::int from (
    select m.id from mailbox m where m.owner_person_id = ${person.id}
    union select a.mailbox_id from access a where a.person_id = ${person.id}
      and a."from" <= now() and (a.until is null or a.until > now())) opened)`,
  lastSignInAt: sql`(select s.at from sign_in s where s.person_id = ${person.id} and s.outcome = 'accepted'
    order by s.at desc limit 1)`.mapWith(person.suspendedAt),
  suspendedAt: person.suspendedAt,
  createdAt: person.createdAt,
  revision: person.revision,
}

/** The expression of the index `person_search`. */
const searched = sql`lower(${person.name} || ' ' || ${person.email})`

const only = (condition: SQL, wanted: boolean | undefined): SQL | undefined =>
  wanted === undefined ? undefined : wanted ? condition : sql`not ${condition}`

const matching = (scope: Scope, filter: PersonFilter): SQL | undefined =>
  and(
    within(scope, person.communeId),
    excludeProbe(person.email, person.communeId),
    filter.commune === undefined ? undefined : eq(person.communeId, filter.commune),
    containsText(searched, filter.search),
    filter.role === undefined ? undefined : eq(person.role, filter.role),
    filter.withoutFactor === true ? only(secondFactor, false) : undefined,
    only(activated, filter.activated),
    filter.suspended === undefined
      ? undefined
      : filter.suspended
        ? isNotNull(person.suspendedAt)
        : isNull(person.suspendedAt),
  )

export async function findPersonPage(
  { drizzle }: Pick<Database, 'drizzle'>,
  scope: Scope,
  wish: PersonFilter & PageWish & SortWish<'name'>,
): Promise<Page<PersonRow>> {
  const orderBy = orderOf(nameKeys, wish.order)
  const page = drizzle
    .select({ id: person.id })
    .from(person)
    .where(and(matching(scope, wish), afterCursor(wish.after, nameKeys, wish.order)))
    .orderBy(...orderBy)
    .limit(wish.limit + 1)
  const rows = await readPersons(drizzle, inArray(person.id, page), orderBy)
  return pageOfRows(rows, wish.limit, (row) => [row.nameKey, row.id])
}

export const countPersons = async (
  { drizzle }: Pick<Database, 'drizzle'>,
  scope: Scope,
  filter: PersonFilter,
): Promise<number> => await drizzle.$count(person, matching(scope, filter))

/** Null for one of another tenant than whoever asks may see. */
export async function findPerson(drizzle: Reader, scope: Scope, id: string): Promise<PersonRow | null> {
  const [row] = await readPersons(drizzle, and(within(scope, person.communeId), eq(person.id, id)))
  return row ?? null
}

export interface NamedPerson {
  readonly id: string
  readonly name: string
  readonly role: Role
  readonly commune: CommuneId
}

/** Of whatever tenant: whoever knows the address of a person may name them. */
export async function findPersonsByEmail(
  drizzle: Reader,
  emails: readonly EmailAddress[],
): Promise<ReadonlyMap<string, NamedPerson>> {
  if (emails.length === 0) return new Map()
  const rows = await drizzle
    .select({
      id: person.id,
      name: person.name,
      email: person.email,
      role: person.role,
      commune: person.communeId,
    })
    .from(person)
    .where(sql`${person.email} = any (${sql.param([...emails])}::text[])`)
  return new Map(rows.map(({ email, ...row }) => [email, { ...row, commune: row.commune as CommuneId }]))
}

/** By domain, an address of it that somebody of another tenant than `owner` signs in with; nothing where nobody does. */
export async function findPeopleElsewhere(
  drizzle: Reader,
  domains: readonly string[],
  owner: CommuneId | null,
): Promise<ReadonlyMap<string, string>> {
  if (domains.length === 0) return new Map()
  const ofAddress = sql<string>`split_part(${person.email}, '@', 2)`
  const rows = await drizzle
    .select({ domain: ofAddress, email: sql<string>`min(${person.email})` })
    .from(person)
    .where(
      and(
        sql`${ofAddress} = any (${sql.param([...domains])}::text[])`,
        owner === null ? undefined : ne(person.communeId, owner),
      ),
    )
    .groupBy(sql`1`)
  return new Map(rows.map(({ domain, email }) => [domain, email]))
}

async function readPersons(drizzle: Reader, where: SQL | undefined, orderBy: readonly SQL[] = []) {
  const rows = await drizzle
    .select(columns)
    .from(person)
    .innerJoin(commune, eq(commune.id, person.communeId))
    .where(where)
    .orderBy(...orderBy)
  return rows.map((row) => ({
    ...row,
    commune: { ...row.commune, id: row.commune.id as CommuneId },
    lastSignInAt: row.lastSignInAt as Date | null,
  }))
}
