// Codes of first access, by their digests.

import { and, eq, gt, isNull, type SQL, sql } from 'drizzle-orm'
import type { CommuneId } from '#core/address/directory.ts'
import type { Role } from '#core/contract.ts'
import type { Database, Transaction } from '../../connection.ts'
import { activationCode } from '../../schema/factor.ts'
import { person } from '../../schema/person.ts'
import { commune } from '../../schema/tenant.ts'
import { lockPerson } from '../security/credentials.ts'

const open = (): SQL | undefined =>
  and(
    isNull(activationCode.usedAt),
    isNull(activationCode.replacedAt),
    gt(activationCode.expiresAt, sql`now()`),
  )

/** The one code of a person: those before it end, also one that is being made at this moment. */
export async function putActivationCode(
  transaction: Transaction,
  personId: string,
  given: { readonly digest: string; readonly expiresAt: Date },
): Promise<void> {
  await lockPerson(transaction, personId)
  await transaction
    .update(activationCode)
    .set({ replacedAt: sql`now()` })
    .where(
      and(
        eq(activationCode.personId, personId),
        isNull(activationCode.usedAt),
        isNull(activationCode.replacedAt),
      ),
    )
  await transaction.insert(activationCode).values({ personId, ...given })
}

export interface Activation {
  readonly id: string
  readonly expiresAt: Date
  readonly person: { readonly id: string; readonly name: string; readonly email: string; readonly role: Role }
  readonly commune: { readonly id: CommuneId; readonly name: string }
}

/** Null for a code that is unknown, used, replaced or too old, or whose person is suspended. */
export async function findActivation(
  drizzle: Pick<Database['drizzle'], 'select'>,
  digest: string,
): Promise<Activation | null> {
  const [row] = await drizzle
    .select({
      id: activationCode.id,
      expiresAt: activationCode.expiresAt,
      person: { id: person.id, name: person.name, email: person.email, role: person.role },
      commune: { id: commune.id, name: commune.name },
    })
    .from(activationCode)
    .innerJoin(person, eq(person.id, activationCode.personId))
    .innerJoin(commune, eq(commune.id, person.communeId))
    .where(
      and(eq(activationCode.digest, digest), open(), isNull(person.suspendedAt), isNull(commune.suspendedAt)),
    )
  return row === undefined ? null : { ...row, commune: { ...row.commune, id: row.commune.id as CommuneId } }
}

/** False when somebody else was faster. */
export async function spendActivationCode(transaction: Transaction, id: string): Promise<boolean> {
  const used = await transaction
    .update(activationCode)
    .set({ usedAt: sql`now()` })
    .where(and(eq(activationCode.id, id), open()))
    .returning({ id: activationCode.id })
  return used.length > 0
}
