// drizzle puts every value of a failed query into the message of its error: mail, hashes, addresses. What leaves a store
// is PostgreSQL's own error, which names the constraint and no value in its message.

import { DrizzleQueryError } from 'drizzle-orm/errors'

/** Runs `query`; rejects with the cause alone. */
export async function withoutValues<T>(query: () => Promise<T>): Promise<T> {
  try {
    return await query()
  } catch (error) {
    throw error instanceof DrizzleQueryError ? (error.cause ?? new Error('query failed')) : error
  }
}
