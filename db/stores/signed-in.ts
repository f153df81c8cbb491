// What a request needs to know of a person who signed in, read anew each time: a role that was taken away counts at once.

import { eq, sql } from 'drizzle-orm'
import type { Role } from '#core/contract.ts'
import type { CommuneId } from '#core/directory.ts'
import type { Database } from '../connection.ts'
import { person } from '../schema/person.ts'
import { commune, department } from '../schema/tenant.ts'

export interface SignedIn {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly role: Role
  /** Whether any second factor is set up. */
  readonly secondFactor: boolean
  readonly commune: { readonly id: CommuneId; readonly name: string; readonly kind: 'commune' | 'department' }
  readonly department: { readonly name: string; readonly number: string }
}

/** Null when the person, or their commune, is suspended or gone. */
export async function findSignedIn(
  { drizzle }: Pick<Database, 'drizzle'>,
  id: string,
): Promise<SignedIn | null> {
  const [row] = await drizzle
    .select({
      id: person.id,
      name: person.name,
      email: person.email,
      role: person.role,
      secondFactor: sql<boolean>`${person.twoFactorEnabled} or exists (select from passkey k where k.person_id = ${person.id})`,
      suspendedAt: sql<string | null>`coalesce(${person.suspendedAt}, ${commune.suspendedAt})`,
      commune: { id: commune.id, name: commune.name, kind: commune.kind },
      department: { name: department.name, number: department.number },
    })
    .from(person)
    .innerJoin(commune, eq(commune.id, person.communeId))
    .innerJoin(department, eq(department.id, commune.departmentId))
    .where(eq(person.id, id))
  if (row === undefined || row.suspendedAt !== null) return null
  const { suspendedAt: _, ...signedIn } = row
  return { ...signedIn, commune: { ...row.commune, id: row.commune.id as CommuneId } }
}
