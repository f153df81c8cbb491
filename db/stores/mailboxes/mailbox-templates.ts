// What new communes get. Templates belong to the département as a whole: they have no tenant.

import { and, asc, eq, sql } from 'drizzle-orm'
import type { Database, Transaction } from '../../connection.ts'
import { mailboxTemplate, type TemplateEntry } from '../../schema/welcome.ts'
import { definedFields } from '../query/defined-fields.ts'

export type { TemplateEntry }

export interface TemplateRow {
  readonly id: string
  readonly name: string
  readonly entries: readonly TemplateEntry[]
  readonly createdAt: Date
  readonly updatedAt: Date
  readonly revision: number
}

export interface TemplateFields {
  readonly name: string
  readonly entries: readonly TemplateEntry[]
}

type Reader = Pick<Database['drizzle'], 'select'>

/** The oldest first; that one is the default. There are few. */
export const findTemplates = async (drizzle: Reader): Promise<readonly TemplateRow[]> =>
  drizzle.select().from(mailboxTemplate).orderBy(asc(mailboxTemplate.createdAt), asc(mailboxTemplate.id))

export async function findTemplate(drizzle: Reader, id: string): Promise<TemplateRow | null> {
  const [row] = await drizzle.select().from(mailboxTemplate).where(eq(mailboxTemplate.id, id))
  return row ?? null
}

/** Rejects with a unique violation for a name that is there already. */
export async function insertTemplate(transaction: Transaction, fields: TemplateFields): Promise<TemplateRow> {
  const [row] = await transaction.insert(mailboxTemplate).values(fields).returning()
  if (row === undefined) throw new Error('an insert returned nothing')
  return row
}

/** Null when another change came since `revision`. */
export async function changeTemplate(
  transaction: Transaction,
  { id, revision }: { readonly id: string; readonly revision: number },
  fields: { readonly name?: string | undefined; readonly entries?: readonly TemplateEntry[] | undefined },
): Promise<TemplateRow | null> {
  const [row] = await transaction
    .update(mailboxTemplate)
    .set({ ...definedFields(fields), revision: sql`${mailboxTemplate.revision} + 1` })
    .where(and(eq(mailboxTemplate.id, id), eq(mailboxTemplate.revision, revision)))
    .returning()
  return row ?? null
}

/** False when it is the last one. Two who delete the last two at once wait for each other. */
export async function deleteTemplate(transaction: Transaction, id: string): Promise<boolean> {
  const all = await transaction.select({ id: mailboxTemplate.id }).from(mailboxTemplate).for('update')
  if (all.every((each) => each.id === id)) return false
  await transaction.delete(mailboxTemplate).where(eq(mailboxTemplate.id, id))
  return true
}
