// A query whose failure is told as a sentence.

import { Fault } from './terminal.ts'

export async function queryOrFault<T>(query: Promise<T>): Promise<T> {
  try {
    return await query
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error)
    throw new Fault(`the database does not answer: ${cause}; see "vaguemestre status"`)
  }
}
