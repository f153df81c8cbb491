// Rows into one table by a statement whose text never changes, whatever their number: PostgreSQL plans it once, and no
// placeholder is made for each value, which cost the gateway more than all else about a row.

import { getTableColumns, getTableName, type InferInsertModel } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type pg from 'pg'

/** Every column but the number that PostgreSQL gives, none left to its default. */
export type WholeRow<Table extends PgTable> = Required<Omit<InferInsertModel<Table>, 'id'>>

/** All rows or none. Rejects as `pg` does. */
export function insertionInto<Table extends PgTable>(
  pool: pg.Pool,
  table: Table,
): (rows: readonly WholeRow<Table>[]) => Promise<unknown> {
  const name = getTableName(table)
  const columns = Object.entries(getTableColumns(table)).filter(([key]) => key !== 'id')
  const names = columns.map(([, column]) => `"${column.name}"`).join(', ')
  const text = `insert into "${name}" (${names}) select ${names} from jsonb_populate_recordset(null::"${name}", $1::jsonb)`
  const keys = columns.map(([key, column]) => [key, column.name] as const)
  const byColumn = (row: object) =>
    Object.fromEntries(keys.map(([key, column]) => [column, wellFormed(Reflect.get(row, key))]))
  return (rows) => pool.query({ name: `insert-${name}`, text, values: [JSON.stringify(rows.map(byColumn))] })
}

/** jsonb refuses half of a surrogate pair, which `text` takes as a replacement character. */
const wellFormed = (value: unknown): unknown => (typeof value === 'string' ? value.toWellFormed() : value)
