// What opens a person's account, written: password, second factors, sessions. The rows of the audit log about passwords
// and factors are written by triggers (migration `audit`).

import { and, eq, ne, type SQL, sql } from 'drizzle-orm'
import type { CommuneId } from '#core/address/directory.ts'
import type { Database, Transaction } from '../../connection.ts'
import { passkey, twoFactor } from '../../schema/factor.ts'
import { account, person, session } from '../../schema/person.ts'
import { commune } from '../../schema/tenant.ts'

type Reader = Pick<Database['drizzle'], 'select'>

/** How a person stands when a session is made or used. */
export interface Standing {
  /** The person, or their commune. */
  readonly suspended: boolean
  /** TOTP is on. */
  readonly totp: boolean
  readonly passkeys: number
}

/** Null for nobody. */
export async function findStanding(drizzle: Reader, id: string): Promise<Standing | null> {
  const [row] = await drizzle
    .select({
      suspended: sql<boolean>`coalesce(${person.suspendedAt}, ${commune.suspendedAt}) is not null`,
      totp: person.twoFactorEnabled,
      passkeys: sql<number>`(select count(*)::int from passkey k where k.person_id = ${person.id})`,
    })
    .from(person)
    .innerJoin(commune, eq(commune.id, person.communeId))
    .where(eq(person.id, id))
  return row ?? null
}

export async function findTenant(drizzle: Reader, id: string): Promise<CommuneId> {
  const [row] = await drizzle.select({ commune: person.communeId }).from(person).where(eq(person.id, id))
  if (row === undefined) throw new Error('there is no such person')
  return row.commune as CommuneId
}

/** Null while the person has none. */
export async function findPasswordHash(drizzle: Reader, id: string): Promise<string | null> {
  const [row] = await drizzle
    .select({ password: account.password })
    .from(account)
    .where(and(eq(account.userId, id), eq(account.providerId, 'credential')))
  return row?.password ?? null
}

export async function putPasswordHash(transaction: Transaction, id: string, password: string): Promise<void> {
  await transaction
    .insert(account)
    .values({ userId: id, accountId: id, providerId: 'credential', password })
    .onConflictDoUpdate({ target: [account.providerId, account.accountId], set: { password } })
}

/** All of them, all but one, or those that a password alone opened. */
export async function endSessions(
  transaction: Pick<Transaction, 'delete'>,
  id: string,
  which: { readonly except?: string; readonly opened?: 'password' } = {},
): Promise<void> {
  const conditions: (SQL | undefined)[] = [
    eq(session.userId, id),
    which.except === undefined ? undefined : ne(session.id, which.except),
    which.opened === undefined ? undefined : eq(session.factor, which.opened),
  ]
  await transaction.delete(session).where(and(...conditions))
}

/** TOTP with its recovery codes. */
export async function removeTotp(transaction: Transaction, id: string): Promise<void> {
  await transaction.delete(twoFactor).where(eq(twoFactor.userId, id))
  await transaction.update(person).set({ twoFactorEnabled: false }).where(eq(person.id, id))
}

/** False when the person has no such passkey. */
export async function removePasskey(
  transaction: Transaction,
  id: string,
  passkeyId: string,
): Promise<boolean> {
  const removed = await transaction
    .delete(passkey)
    .where(and(eq(passkey.userId, id), eq(passkey.id, passkeyId)))
    .returning({ id: passkey.id })
  return removed.length > 0
}

export async function removeAllFactors(transaction: Transaction, id: string): Promise<void> {
  await removeTotp(transaction, id)
  await transaction.delete(passkey).where(eq(passkey.userId, id))
}

/** Waits for whoever else changes the same person's factors: two removals at once must leave the last one. */
export async function lockPerson(transaction: Transaction, id: string): Promise<void> {
  await transaction.select({ id: person.id }).from(person).where(eq(person.id, id)).for('update')
}

export interface FactorRows {
  readonly totp: { readonly since: Date; readonly backupCodes: string } | null
  readonly passkeys: readonly {
    readonly id: string
    readonly name: string | null
    readonly createdAt: Date
    readonly backedUp: boolean
  }[]
}

export async function findFactors(drizzle: Reader, id: string): Promise<FactorRows> {
  const [totp] = await drizzle
    .select({ since: twoFactor.createdAt, backupCodes: twoFactor.backupCodes })
    .from(twoFactor)
    .innerJoin(person, eq(person.id, twoFactor.userId))
    .where(and(eq(twoFactor.userId, id), eq(twoFactor.verified, true), eq(person.twoFactorEnabled, true)))
  const passkeys = await drizzle
    .select({
      id: passkey.id,
      name: passkey.name,
      createdAt: passkey.createdAt,
      backedUp: passkey.backedUp,
    })
    .from(passkey)
    .where(eq(passkey.userId, id))
    .orderBy(passkey.createdAt, passkey.id)
  return { totp: totp ?? null, passkeys }
}

export async function removePassword(transaction: Transaction, id: string): Promise<void> {
  await transaction.delete(account).where(and(eq(account.userId, id), eq(account.providerId, 'credential')))
}

export async function changeName(transaction: Transaction, id: string, name: string): Promise<void> {
  await transaction
    .update(person)
    .set({ name, revision: sql`${person.revision} + 1` })
    .where(eq(person.id, id))
}
