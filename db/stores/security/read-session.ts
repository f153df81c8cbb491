// What a request needs to know of a person who signed in, and of their session, read anew each time: a role that was taken away
// counts at once.

import { eq, sql } from 'drizzle-orm'
import type { CommuneId } from '#core/address/directory.ts'
import type { Role } from '#core/contract.ts'
import type { Database } from '../../connection.ts'
import { redactQueryErrors } from '../../redact-query-error.ts'
import { person, session } from '../../schema/person.ts'
import { commune, department } from '../../schema/tenant.ts'

export interface SessionPerson {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly role: Role
  /** Whether any second factor is set up. */
  readonly secondFactor: boolean
  readonly commune: { readonly id: CommuneId; readonly name: string; readonly kind: 'commune' | 'department' }
  readonly department: { readonly name: string; readonly number: string }
}

/** As it is stored: whether it is over, its reader decides. */
export interface StoredSession {
  readonly id: string
  readonly expiresAt: Date
  readonly factor: 'password' | 'two-factor' | 'passkey'
  /** Null when they, or their commune, are suspended. */
  readonly person: SessionPerson | null
}

const signedInColumns = {
  id: person.id,
  name: person.name,
  email: person.email,
  role: person.role,
  secondFactor: sql<boolean>`${person.twoFactorEnabled} or exists (select from passkey k where k.person_id = ${person.id})`,
  suspendedAt: sql<string | null>`coalesce(${person.suspendedAt}, ${commune.suspendedAt})`,
  commune: { id: commune.id, name: commune.name, kind: commune.kind },
  department: { name: department.name, number: department.number },
}

/** Null when the person, or their commune, is suspended or gone. */
export async function findSessionPerson(
  { drizzle }: Pick<Database, 'drizzle'>,
  id: string,
): Promise<SessionPerson | null> {
  const [row] = await drizzle
    .select(signedInColumns)
    .from(person)
    .innerJoin(commune, eq(commune.id, person.communeId))
    .innerJoin(department, eq(department.id, commune.departmentId))
    .where(eq(person.id, id))
  return row === undefined ? null : unlessSuspended(row)
}

/** Reads the session by the token in its cookie; null for none. One statement, planned once for each connection. */
export function sessionReader({
  drizzle,
}: Pick<Database, 'drizzle'>): (token: string) => Promise<StoredSession | null> {
  const statement = drizzle
    .select({
      ...signedInColumns,
      session: { id: session.id, expiresAt: session.expiresAt, factor: session.factor },
    })
    .from(session)
    .innerJoin(person, eq(person.id, session.userId))
    .innerJoin(commune, eq(commune.id, person.communeId))
    .innerJoin(department, eq(department.id, commune.departmentId))
    .where(eq(session.token, sql.placeholder('token')))
    .prepare('signed-in-session')
  return (token) =>
    redactQueryErrors(async () => {
      const [row] = await statement.execute({ token })
      if (row === undefined) return null
      const { session: stored, ...of } = row
      return { ...stored, person: unlessSuspended(of) }
    })
}

interface SignedInRow extends Omit<SessionPerson, 'commune'> {
  readonly suspendedAt: string | null
  readonly commune: { readonly id: string; readonly name: string; readonly kind: 'commune' | 'department' }
}

const unlessSuspended = ({ suspendedAt, ...row }: SignedInRow): SessionPerson | null =>
  suspendedAt === null ? { ...row, commune: { ...row.commune, id: row.commune.id as CommuneId } } : null
