// The département's own team.

import { and, asc, eq, inArray, isNull, ne, type SQL, sql } from 'drizzle-orm'
import type { CommuneId } from '#core/address/directory.ts'
import type { Database, Transaction } from '../../connection.ts'
import { alphabetical } from '../../schema/alphabetical.ts'
import { person } from '../../schema/person.ts'
import { commune } from '../../schema/tenant.ts'
import { definedFields } from '../query/defined-fields.ts'

export const teamRoles = ['administrator', 'support', 'auditor'] as const
export type TeamRole = (typeof teamRoles)[number]

export interface TeamMember {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly role: TeamRole
  readonly secondFactor: boolean
  /** Has a password or a passkey. */
  readonly activated: boolean
  readonly lastSignInAt: Date | null
  readonly suspendedAt: Date | null
  readonly createdAt: Date
  readonly revision: number
}

type Reader = Pick<Database['drizzle'], 'select'>

// Written out: of a column of the only table drizzle gives the bare name, which a subquery takes for its own.
const hasPasskey = sql`exists (select from passkey k where k.person_id = person.id)`
const canEnter = sql<boolean>`(exists (select from account a where a.person_id = person.id and a.provider_id = 'credential') or ${hasPasskey})`

const columns = {
  id: person.id,
  name: person.name,
  email: person.email,
  role: person.role,
  secondFactor: sql<boolean>`(${person.twoFactorEnabled} or ${hasPasskey})`,
  activated: canEnter,
  lastSignInAt: sql<
    string | null
  >`(select max(s.at) from sign_in s where s.person_id = person.id and s.outcome = 'accepted')`,
  suspendedAt: person.suspendedAt,
  createdAt: person.createdAt,
  revision: person.revision,
}

export const findTeam = (drizzle: Reader): Promise<readonly TeamMember[]> => read(drizzle, undefined)

export async function findTeamMember(drizzle: Reader, id: string): Promise<TeamMember | null> {
  const [row] = await read(drizzle, eq(person.id, id))
  return row ?? null
}

async function read(drizzle: Reader, where: SQL | undefined): Promise<readonly TeamMember[]> {
  const rows = await drizzle
    .select(columns)
    .from(person)
    .where(and(inArray(person.role, [...teamRoles]), where))
    .orderBy(asc(alphabetical(person.name)), asc(person.id))
  return rows.map((row) => ({
    ...row,
    // The condition above says so.
    role: row.role as TeamRole,
    lastSignInAt: row.lastSignInAt === null ? null : new Date(row.lastSignInAt),
  }))
}

/** Some who could act today, by name: everybody who is signed in may know whom to ask. */
export async function findAdministratorNames(drizzle: Reader, most: number): Promise<readonly string[]> {
  const department = drizzle.select({ id: commune.id }).from(commune).where(eq(commune.kind, 'department'))
  const rows = await drizzle
    .select({ name: person.name })
    .from(person)
    .where(
      and(
        inArray(person.communeId, department),
        eq(person.role, 'administrator'),
        isNull(person.suspendedAt),
        canEnter,
      ),
    )
    .orderBy(asc(alphabetical(person.name)), asc(person.id))
    .limit(most)
  return rows.map(({ name }) => name)
}

/** Who besides this person administers and can sign in, by name. */
export const findOtherAdministrators = (drizzle: Reader, besides: string) =>
  drizzle
    .select({ id: person.id, name: person.name })
    .from(person)
    .where(
      and(eq(person.role, 'administrator'), isNull(person.suspendedAt), ne(person.id, besides), canEnter),
    )
    .orderBy(asc(alphabetical(person.name)), asc(person.id))

/** Rejects with a unique violation for an address that somebody has already. */
export async function insertTeamMember(
  transaction: Transaction,
  member: {
    readonly department: CommuneId
    readonly name: string
    readonly email: string
    readonly role: TeamRole
  },
): Promise<string> {
  const { department, name, email, role } = member
  const [row] = await transaction
    .insert(person)
    .values({ communeId: department, tenantKind: 'department', name, email, role })
    .returning({ id: person.id })
  if (row === undefined) throw new Error('an insert returned nothing')
  return row.id
}

/** False when another change came since `revision`. */
export async function changeTeamMember(
  transaction: Transaction,
  { id, revision }: { readonly id: string; readonly revision: number },
  fields: {
    readonly name?: string | undefined
    readonly role?: TeamRole | undefined
    readonly suspendedAt?: Date | null
  },
): Promise<boolean> {
  const changed = await transaction
    .update(person)
    .set({ ...definedFields(fields), revision: sql`${person.revision} + 1` })
    .where(and(eq(person.id, id), eq(person.revision, revision)))
    .returning({ id: person.id })
  return changed.length > 0
}

/** With sessions, password and factors. Rejects with a foreign key violation while a mailbox belongs to the person. */
export async function deletePerson(transaction: Transaction, id: string): Promise<void> {
  await transaction.delete(person).where(eq(person.id, id))
}

/** One change of who administers at a time: two that remove each other must not both find the other one there. */
export async function lockAdministrators(transaction: Transaction): Promise<void> {
  await transaction.execute(sql`select pg_advisory_xact_lock(hashtextextended('administrators', 0))`)
}

/** Whether somebody else is left who administers and can sign in. */
export async function anotherAdministrator(transaction: Transaction, besides: string): Promise<boolean> {
  const [row] = await transaction
    .select({ id: person.id })
    .from(person)
    .where(
      and(eq(person.role, 'administrator'), isNull(person.suspendedAt), ne(person.id, besides), canEnter),
    )
    .limit(1)
  return row !== undefined
}

export async function hasAdministrator(drizzle: Reader): Promise<boolean> {
  const [row] = await drizzle
    .select({ id: person.id })
    .from(person)
    .where(eq(person.role, 'administrator'))
    .limit(1)
  return row !== undefined
}

/** The tenant of the département's own services. */
export async function findDepartmentTenant(
  drizzle: Reader,
): Promise<{ readonly id: CommuneId; readonly name: string }> {
  const [row] = await drizzle
    .select({ id: commune.id, name: commune.name })
    .from(commune)
    .where(eq(commune.kind, 'department'))
    .limit(1)
  if (row === undefined) throw new Error('an installation without département')
  return { ...row, id: row.id as CommuneId }
}
