// One person, by their id, as far as whoever asks can see.

import { and, eq } from 'drizzle-orm'
import type { CommuneId } from '#core/address/directory.ts'
import type { Role } from '#core/contract.ts'
import type { Database } from '../../connection.ts'
import { person } from '../../schema/person.ts'
import { commune } from '../../schema/tenant.ts'
import { type Scope, within } from '../query/scope.ts'

export interface NamedPerson {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly role: Role
  readonly suspendedAt: Date | null
  readonly commune: { readonly id: CommuneId; readonly name: string; readonly kind: 'commune' | 'department' }
}

type Reader = Pick<Database['drizzle'], 'select'>

export const findPerson = (drizzle: Reader, scope: Scope, id: string): Promise<NamedPerson | null> =>
  found(drizzle, and(eq(person.id, id), within(scope, person.communeId)))

/** For the machine's own commands, which see everybody. */
export const findPersonByEmail = (drizzle: Reader, email: string): Promise<NamedPerson | null> =>
  found(drizzle, eq(person.email, email.toLowerCase()))

async function found(drizzle: Reader, where: ReturnType<typeof and>): Promise<NamedPerson | null> {
  const [row] = await drizzle
    .select({
      id: person.id,
      name: person.name,
      email: person.email,
      role: person.role,
      suspendedAt: person.suspendedAt,
      commune: { id: commune.id, name: commune.name, kind: commune.kind },
    })
    .from(person)
    .innerJoin(commune, eq(commune.id, person.communeId))
    .where(where)
  return row === undefined ? null : { ...row, commune: { ...row.commune, id: row.commune.id as CommuneId } }
}
