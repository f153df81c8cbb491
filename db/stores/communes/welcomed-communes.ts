// The communes of a batch: what is planned for each, and how far each has come.

import { and, asc, eq, ne, sql } from 'drizzle-orm'
import type { CommuneId } from '#core/address/directory.ts'
import type { Database, Transaction } from '../../connection.ts'
import { alphabetical } from '../../schema/alphabetical.ts'
import { type WelcomedPerson, welcomedCommune } from '../../schema/welcome.ts'

export type { WelcomedPerson }

type Reader = Pick<Database['drizzle'], 'select'>
export type WelcomedRow = typeof welcomedCommune.$inferSelect

export interface PlannedCommune {
  readonly inseeCode: string
  readonly name: string
  readonly domain: string
  readonly templateId: string | null
  readonly people: readonly WelcomedPerson[]
}

const named = (welcomeId: string, inseeCode: string) =>
  and(eq(welcomedCommune.welcomeId, welcomeId), eq(welcomedCommune.inseeCode, inseeCode))

/** By name. */
export const findWelcomed = async (drizzle: Reader, welcomeId: string): Promise<readonly WelcomedRow[]> =>
  drizzle
    .select()
    .from(welcomedCommune)
    .where(eq(welcomedCommune.welcomeId, welcomeId))
    .orderBy(asc(alphabetical(welcomedCommune.name)), asc(welcomedCommune.inseeCode))

/** Kept from every other transaction until the end of this one; null when it is not, or no longer, in the batch. */
export async function lockWelcomed(
  transaction: Transaction,
  welcomeId: string,
  inseeCode: string,
): Promise<WelcomedRow | null> {
  const [row] = await transaction
    .select()
    .from(welcomedCommune)
    .where(named(welcomeId, inseeCode))
    .for('update')
  return row ?? null
}

/** Plans a commune, or plans it anew, as if it had never failed. Null for one that is created already: it stays as it is. */
export async function putWelcomed(
  transaction: Transaction,
  welcomeId: string,
  { domain, templateId, people, ...commune }: PlannedCommune,
): Promise<WelcomedRow | null> {
  const planned = { domain, templateId, people }
  const [row] = await transaction
    .insert(welcomedCommune)
    .values({ welcomeId, ...commune, ...planned })
    .onConflictDoUpdate({
      target: [welcomedCommune.welcomeId, welcomedCommune.inseeCode],
      set: { ...planned, state: 'planned', problem: null, settledAt: null },
      setWhere: ne(welcomedCommune.state, 'created'),
    })
    .returning()
  return row ?? null
}

/** Those that are in the batch already stay as they are; returns the codes of the new ones. */
export async function addWelcomed(
  transaction: Transaction,
  welcomeId: string,
  planned: readonly PlannedCommune[],
): Promise<readonly string[]> {
  if (planned.length === 0) return []
  const added = await transaction
    .insert(welcomedCommune)
    .values(planned.map((each) => ({ welcomeId, ...each })))
    .onConflictDoNothing()
    .returning({ inseeCode: welcomedCommune.inseeCode })
  return added.map(({ inseeCode }) => inseeCode)
}

export async function deleteWelcomed(
  transaction: Transaction,
  welcomeId: string,
  inseeCode: string,
): Promise<void> {
  await transaction.delete(welcomedCommune).where(named(welcomeId, inseeCode))
}

export async function settleWelcomed(
  transaction: Transaction,
  id: string,
  end:
    | { readonly state: 'created'; readonly communeId: CommuneId }
    | { readonly state: 'failed'; readonly problem: string },
): Promise<void> {
  await transaction
    .update(welcomedCommune)
    .set({ problem: null, ...end, settledAt: sql`now()` })
    .where(eq(welcomedCommune.id, id))
}
