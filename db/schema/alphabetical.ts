// Names in the order of a French directory: capitals and accents make no difference, so that Époisses stands before Fixin. The
// function is in migration `tenants`; unlike a collation it stays as it is when the system’s libraries change, and with it
// the indexes.

import { type SQL, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'

export const alphabetical = (name: PgColumn): SQL<string> => sql<string>`alphabetical(${name})`
