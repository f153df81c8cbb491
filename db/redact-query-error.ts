// drizzle puts every value of a failed query into the message of its error: mail, hashes, addresses. What leaves a store
// is PostgreSQL's own error, which names a constraint in its message; where it quotes a value, it leaves without.

import { DrizzleQueryError } from 'drizzle-orm/errors'
import pg from 'pg'

/** Runs `query`; rejects with the cause alone. */
export async function redactQueryErrors<T>(query: () => Promise<T>): Promise<T> {
  try {
    return await query()
  } catch (error) {
    const cause = error instanceof DrizzleQueryError ? (error.cause ?? new Error('query failed')) : error
    throw cause instanceof pg.DatabaseError && cause.code?.startsWith(dataException) ? unquoted(cause) : cause
  }
}

/** Class of the SQLSTATEs whose messages quote: `invalid input syntax for type inet: "…"`. */
const dataException = '22'

/** A new error, because the stack of the old one repeats its message. */
const unquoted = ({ message, code }: pg.DatabaseError): Error =>
  Object.assign(new Error(message.replace(/".*"|0x.*/gs, '…')), { code })
