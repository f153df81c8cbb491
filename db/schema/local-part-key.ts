// The key form of a local part, and the whole address that follows from its parts.

import { type SQL, sql } from 'drizzle-orm'
import type { AnyPgColumn } from 'drizzle-orm/pg-core'

export const whole = (): SQL => sql`local_part || '@' || domain`

/** The key form of `mailboxKey`: lower-case, and no `+`, which starts a detail. */
export const localPartIsKey = (column: AnyPgColumn) =>
  sql`${column} = lower(${column}) and ${column} ~ '^[^@+[:space:][:cntrl:]]+$' and octet_length(${column}) <= 64`
