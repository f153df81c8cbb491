// How an API leaves work for the worker: in the transaction of the change that the work follows from, so that neither is
// there without the other.

import { sql } from 'drizzle-orm'
import { fromDrizzle, PgBoss } from 'pg-boss'
import type { Database, Transaction } from './connection.ts'
import { type JobName, type JobPayload, jobSchema } from './jobs.ts'

interface Job<Name extends JobName> {
  readonly payload: JobPayload<Name>
  /** Asking again while one with that key waits changes nothing. */
  readonly singleton?: string
}

export interface Jobs extends AsyncDisposable {
  enqueue<Name extends JobName>(transaction: Transaction, name: Name, job: Job<Name>): Promise<void>
  /** Many of one kind, in one statement. */
  enqueueAll<Name extends JobName>(
    transaction: Transaction,
    name: Name,
    jobs: readonly Required<Job<Name>>[],
  ): Promise<void>
}

/** Connects with the pool of `database`; takes no job itself. */
export function openJobs({ pool }: Database): Jobs {
  const boss = new PgBoss({
    db: { executeSql: (text, values) => pool.query(text, values === undefined ? undefined : [...values]) },
    schema: jobSchema,
    migrate: false,
    createSchema: false,
    supervise: false,
    schedule: false,
  })
  boss.on('error', () => {})
  let started: Promise<unknown> | null = null
  const start = () => {
    started ??= boss.start().catch((error: unknown) => {
      started = null
      throw error
    })
    return started
  }
  return {
    async enqueue(transaction, name, { payload, singleton }) {
      await start()
      await boss.send(name, payload, {
        db: fromDrizzle(transaction, sql),
        ...(singleton === undefined ? {} : { singletonKey: singleton }),
      })
    },
    async enqueueAll(transaction, name, jobs) {
      await start()
      const inserted = jobs.map(({ payload, singleton }) => ({ data: payload, singletonKey: singleton }))
      await boss.insert(name, inserted, { db: fromDrizzle(transaction, sql) })
    },
    async [Symbol.asyncDispose]() {
      if (started !== null) await boss.stop({ graceful: false, close: false })
    },
  }
}
