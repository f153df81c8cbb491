// People made, changed, suspended and taken away. Passwords and factors are better-auth's to write.

import { and, eq, inArray, sql } from 'drizzle-orm'
import type { CommuneId } from '#core/address/directory.ts'
import type { Domain, EmailAddress } from '#core/address/email-address.ts'
import type { Transaction } from '../../connection.ts'
import { person, session } from '../../schema/person.ts'
import { domain } from '../../schema/tenant.ts'
import type { Tenant } from '../communes/tenants.ts'
import { definedFields } from '../query/defined-fields.ts'

export interface MadePerson {
  readonly name: string
  /** Lower-case. */
  readonly email: EmailAddress
  /** `manager` for a commune alone. */
  readonly role: 'manager' | 'member'
}

/** Rejects with a unique violation when somebody signs in with that address already. */
export async function insertPerson(
  transaction: Transaction,
  tenant: Tenant,
  made: MadePerson,
): Promise<string> {
  const [row] = await transaction
    .insert(person)
    .values({ communeId: tenant.id, tenantKind: tenant.kind, ...made })
    .returning({ id: person.id })
  if (row === undefined) throw new Error('an insert returned nothing')
  return row.id
}

/** False when another change came since `revision`. */
export async function changePerson(
  transaction: Transaction,
  { id, revision }: { readonly id: string; readonly revision: number },
  fields: {
    readonly name?: string | undefined
    readonly role?: 'manager' | 'member' | undefined
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

/** How many there were. */
export async function endSessions(transaction: Transaction, personId: string): Promise<number> {
  const ended = await transaction
    .delete(session)
    .where(eq(session.userId, personId))
    .returning({ id: session.id })
  return ended.length
}

/**
 * With their access, app passwords, factors and sessions; false for whoever joined the département's team meanwhile. Rejects
 * with a foreign key violation while they own a mailbox.
 */
export async function deletePerson(transaction: Transaction, id: string): Promise<boolean> {
  const deleted = await transaction
    .delete(person)
    .where(and(eq(person.id, id), inArray(person.role, ['manager', 'member'])))
    .returning({ id: person.id })
  return deleted.length > 0
}

/** The tenant that hosts a domain; null for one that nobody here does. */
export async function hostOf(transaction: Transaction, name: Domain): Promise<CommuneId | null> {
  const [row] = await transaction
    .select({ commune: domain.communeId })
    .from(domain)
    .where(eq(domain.name, name))
  return row === undefined ? null : (row.commune as CommuneId)
}
