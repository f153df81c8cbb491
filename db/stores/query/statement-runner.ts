// SQL that drizzle’s builder has no words for, one statement at a time.

import type { SQL } from 'drizzle-orm'
import type { Database } from '../../connection.ts'
import { redactQueryErrors } from '../../redact-query-error.ts'

/** Runs one statement; what it rejects with tells no values. */
export const statementRunner =
  ({ drizzle }: Pick<Database, 'drizzle'>) =>
  <Row extends Record<string, unknown>>(statement: SQL) =>
    redactQueryErrors(async () => (await drizzle.execute<Row>(statement)).rows)

export type RunStatement = ReturnType<typeof statementRunner>

/** drizzle hands a timestamp of such a statement over as text. */
export const dateIn = (value: Date | string | null | undefined): Date | null =>
  value == null ? null : new Date(value)
