// A real database with Saulieu in it for the tests of one file, which act in it as its owner, the gateway and the worker.

import { afterAll } from 'vitest'
import type { Database } from '#db/connection.ts'
import { makeSaulieu, type TestCommune } from './commune.ts'
import { startDatabase, type TestDatabase } from './postgresql.ts'

export interface SaulieuDatabase {
  readonly postgresql: TestDatabase
  readonly owner: Database
  readonly gateway: Database
  readonly worker: Database
  readonly made: TestCommune
}

/** Called once, at the top of a file; closed after its last test. */
export async function saulieuDatabase(): Promise<SaulieuDatabase> {
  const opened = new AsyncDisposableStack()
  afterAll(() => opened.disposeAsync())
  const postgresql = opened.use(await startDatabase())
  const owner = opened.use(postgresql.open('vm_owner'))
  const gateway = opened.use(postgresql.open('vm_gateway'))
  const worker = opened.use(postgresql.open('vm_worker'))
  return { postgresql, owner, gateway, worker, made: await makeSaulieu(owner) }
}
