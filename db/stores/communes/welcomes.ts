// Batches of communes to welcome: made, found, changed, forgotten.

import { and, desc, eq, isNotNull, isNull, type SQL, sql } from 'drizzle-orm'
import type { Database, Transaction } from '../../connection.ts'
import { person } from '../../schema/person.ts'
import { welcome, welcomedCommune } from '../../schema/welcome.ts'
import { definedFields } from '../query/defined-fields.ts'
import { afterCursor, type Page, type PageWish, pageOfRows } from '../query/page.ts'
import { ofDepartment, type Scope } from '../query/scope.ts'

type Reader = Pick<Database['drizzle'], 'select'>
export type WelcomeRow = Awaited<ReturnType<typeof readWelcomes>>[number]

const counted = (state?: 'created' | 'failed') =>
  sql<number>`(select count(*)::int from welcomed_commune c where c.welcome_id = ${welcome.id}${
    state === undefined ? sql`` : sql` and c.state = ${state}`
  })`

const columns = {
  id: welcome.id,
  name: welcome.name,
  step: welcome.step,
  communes: counted(),
  created: counted('created'),
  failed: counted('failed'),
  createdBy: person.name,
  createdAt: welcome.createdAt,
  /** To the microsecond, for the cursor. */
  madeAt: sql<string>`${welcome.createdAt}::text`,
  updatedAt: welcome.updatedAt,
  finishedAt: welcome.finishedAt,
  revision: welcome.revision,
}

const readWelcomes = async (drizzle: Reader, where: SQL | undefined, limit: number) =>
  drizzle
    .select(columns)
    .from(welcome)
    .leftJoin(person, eq(person.id, welcome.createdBy))
    .where(where)
    .orderBy(desc(welcome.createdAt), desc(welcome.id))
    .limit(limit)

/** The newest first. */
export async function findWelcomePage(
  drizzle: Reader,
  scope: Scope,
  wish: PageWish & { readonly finished?: boolean | undefined },
): Promise<Page<WelcomeRow>> {
  const rows = await readWelcomes(
    drizzle,
    and(
      ofDepartment(scope),
      wish.finished === undefined
        ? undefined
        : wish.finished
          ? isNotNull(welcome.finishedAt)
          : isNull(welcome.finishedAt),
      afterCursor(wish.after, [sql`${welcome.createdAt}`, sql`${welcome.id}`], 'desc'),
    ),
    wish.limit + 1,
  )
  return pageOfRows(rows, wish.limit, ({ madeAt, id }) => [madeAt, id])
}

export async function findWelcome(drizzle: Reader, scope: Scope, id: string): Promise<WelcomeRow | null> {
  const [row] = await readWelcomes(drizzle, and(ofDepartment(scope), eq(welcome.id, id)), 1)
  return row ?? null
}

export async function insertWelcome(
  transaction: Transaction,
  made: { readonly name: string; readonly createdBy: string | null },
): Promise<string> {
  const [row] = await transaction.insert(welcome).values(made).returning({ id: welcome.id })
  if (row === undefined) throw new Error('an insert returned nothing')
  return row.id
}

/** False when another change came since `revision`. */
export async function changeWelcome(
  transaction: Transaction,
  { id, revision }: { readonly id: string; readonly revision: number },
  fields: { readonly name?: string | undefined; readonly step?: WelcomeRow['step'] | undefined },
): Promise<boolean> {
  const changed = await transaction
    .update(welcome)
    .set({ ...definedFields(fields), revision: sql`${welcome.revision} + 1` })
    .where(and(eq(welcome.id, id), eq(welcome.revision, revision)))
    .returning({ id: welcome.id })
  return changed.length > 0
}

/**
 * Notes that the communes of a batch changed; it is finished while there are some and all of them are created. To be asked
 * after the transaction's row of the audit log, behind which every other one waits: else two that create the last two
 * communes at once would each miss the other's.
 */
export async function noteProgress(transaction: Transaction, id: string): Promise<void> {
  await transaction
    .update(welcome)
    .set({
      finishedAt: sql`case when exists (select from welcomed_commune c where c.welcome_id = ${id})
        and not exists (select from welcomed_commune c where c.welcome_id = ${id} and c.state <> 'created')
        then coalesce(${welcome.finishedAt}, now()) end`,
    })
    .where(eq(welcome.id, id))
}

/** With its planned communes; false when one of them is created already. */
export async function deleteWelcome(transaction: Transaction, id: string): Promise<boolean> {
  const rows = await transaction
    .select({ state: welcomedCommune.state })
    .from(welcomedCommune)
    .where(eq(welcomedCommune.welcomeId, id))
    .for('update')
  if (rows.some(({ state }) => state === 'created')) return false
  await transaction.delete(welcome).where(eq(welcome.id, id))
  return true
}
