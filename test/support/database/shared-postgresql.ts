// Before the tests of a run: one migrated PostgreSQL, whose database every file copies.

import { sharedPortVariable, startServer } from './postgresql.ts'

export async function setup(): Promise<(() => PromiseLike<void>) | undefined> {
  // Both projects of a run ask; the first one starts it.
  if (process.env[sharedPortVariable] !== undefined) return undefined
  const server = await startServer()
  process.env[sharedPortVariable] = String(server.port)
  return () => server[Symbol.asyncDispose]()
}
