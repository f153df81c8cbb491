// Pages by cursor: a page begins after the last row of the one before, whatever was added or removed meanwhile. The cursor
// is that row's sort values, and says nothing that the row did not.

import { asc, desc, type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'

export interface PageWish {
  /** `next` of the page before; one that is none begins at the start. */
  readonly after?: string | undefined
  readonly limit: number
}

export type Order = 'asc' | 'desc'

/** What a list is sorted by, where there is a choice. A cursor holds for the sort that it came from. */
export interface SortWish<Sort extends string> {
  readonly sort?: Sort | undefined
  readonly order?: Order | undefined
}

export interface Page<Row> {
  readonly rows: readonly Row[]
  readonly next: string | null
}

const values = z
  // NUL is the one character that the database takes in no text.
  .array(z.union([z.string().refine((text) => !text.includes('\0')), z.number()]))
  .min(1)
  .max(3)

/** The values of a cursor, as many as `columns`; null for the first page. */
export function cursorOf(after: string | undefined, columns: number): readonly (string | number)[] | null {
  if (after === undefined) return null
  try {
    const read = values.safeParse(JSON.parse(Buffer.from(after, 'base64url').toString()))
    return read.success && read.data.length === columns ? read.data : null
  } catch {
    return null
  }
}

/** A row-wise comparison, which one index on the same columns answers. */
export function afterCursor(
  after: string | undefined,
  columns: readonly SQL[],
  direction: Order = 'asc',
): SQL | undefined {
  const cursor = cursorOf(after, columns.length)
  if (cursor === null) return undefined
  const sign = direction === 'asc' ? sql.raw('>') : sql.raw('<')
  return sql`(${sql.join([...columns], sql`, `)}) ${sign} (${sql.join(
    cursor.map((value) => sql`${value}`),
    sql`, `,
  )})`
}

/**
 * A number as a key that is read upwards whichever way it is sorted, so that rows of one number stay in the order of the
 * keys behind it. The cursor holds it in the same way.
 */
export const upwards = (value: SQL, order: Order = 'asc'): SQL =>
  order === 'asc' ? value : sql`(-(${value}))`

export const upwardsValue = (value: number, order: Order = 'asc'): number =>
  order === 'asc' ? value : -value

/** All of the columns one way, as one index on them has them read from either end. */
export const orderOf = (columns: readonly SQL[], direction: Order = 'asc'): SQL[] =>
  columns.map((column) => (direction === 'asc' ? asc(column) : desc(column)))

/** Of `limit + 1` rows that were asked for. */
export function pageOfRows<Row>(
  rows: readonly Row[],
  limit: number,
  keys: (row: Row) => readonly (string | number)[],
): Page<Row> {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  const more = rows.length > limit && last !== undefined
  return { rows: shown, next: more ? Buffer.from(JSON.stringify(keys(last))).toString('base64url') : null }
}

/** A moment as a Date holds it, so that a cursor says the same. */
export const momentKey = (column: SQL): SQL => sql`date_trunc('milliseconds', ${column})`
