// « Contains » as an index on trigrams answers it.

import { type SQL, sql } from 'drizzle-orm'

/** `expression` is in lower case already, and the very one that the index is on; undefined asks for nothing. */
export const containsText = (expression: SQL, text: string | undefined): SQL | undefined =>
  text === undefined || text === ''
    ? undefined
    : sql`${expression} like ${`%${text.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`}`
