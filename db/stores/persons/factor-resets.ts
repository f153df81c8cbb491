// Second factors that somebody lost: what was asked for, and how it was settled.

import { and, asc, eq, gt, isNull, type SQL, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { CommuneId } from '#core/address/directory.ts'
import type { Role } from '#core/contract.ts'
import type { Database, Transaction } from '../../connection.ts'
import { factorReset } from '../../schema/factor.ts'
import { person } from '../../schema/person.ts'
import { commune } from '../../schema/tenant.ts'
import { type Scope, within } from '../query/scope.ts'

const asker = alias(person, 'asker')

export interface FactorReset {
  readonly id: string
  readonly person: {
    readonly id: string
    readonly name: string
    readonly email: string
    readonly role: Role
    readonly commune: string
    readonly communeId: CommuneId
  }
  readonly askedBy: { readonly id: string; readonly name: string } | null
  readonly reason: string
  readonly createdAt: Date
  readonly expiresAt: Date
}

type Reader = Pick<Database['drizzle'], 'select'>

const open = (): SQL | undefined => and(isNull(factorReset.settledAt), gt(factorReset.expiresAt, sql`now()`))

export const findOpenResets = (drizzle: Reader, scope: Scope): Promise<readonly FactorReset[]> =>
  read(drizzle, within(scope, person.communeId))

export async function findOpenReset(drizzle: Reader, scope: Scope, id: string): Promise<FactorReset | null> {
  const [row] = await read(drizzle, and(within(scope, person.communeId), eq(factorReset.id, id)))
  return row ?? null
}

export async function hasOpenReset(drizzle: Reader, personId: string): Promise<boolean> {
  return (await read(drizzle, eq(factorReset.personId, personId))).length > 0
}

async function read(drizzle: Reader, where: SQL | undefined): Promise<readonly FactorReset[]> {
  const rows = await drizzle
    .select({
      id: factorReset.id,
      person: {
        id: person.id,
        name: person.name,
        email: person.email,
        role: person.role,
        commune: commune.name,
        communeId: commune.id,
      },
      askedBy: { id: asker.id, name: asker.name },
      reason: factorReset.reason,
      createdAt: factorReset.createdAt,
      expiresAt: factorReset.expiresAt,
    })
    .from(factorReset)
    .innerJoin(person, eq(person.id, factorReset.personId))
    .innerJoin(commune, eq(commune.id, person.communeId))
    .leftJoin(asker, eq(asker.id, factorReset.askedBy))
    .where(and(open(), where))
    .orderBy(asc(factorReset.createdAt), asc(factorReset.id))
  return rows.map((row) => ({
    ...row,
    person: { ...row.person, communeId: row.person.communeId as CommuneId },
  }))
}

export async function insertReset(
  transaction: Transaction,
  given: {
    readonly personId: string
    readonly askedBy: string
    readonly reason: string
    readonly expiresAt: Date
  },
): Promise<string> {
  const [row] = await transaction.insert(factorReset).values(given).returning({ id: factorReset.id })
  if (row === undefined) throw new Error('an insert returned nothing')
  return row.id
}

/** False when somebody else settled it first. */
export async function settleReset(
  transaction: Transaction,
  id: string,
  settled: { readonly as: 'agreed' | 'declined'; readonly by: string },
): Promise<boolean> {
  const rows = await transaction
    .update(factorReset)
    .set({ settledAt: sql`now()`, settledAs: settled.as, settledBy: settled.by })
    .where(and(eq(factorReset.id, id), open()))
    .returning({ id: factorReset.id })
  return rows.length > 0
}
