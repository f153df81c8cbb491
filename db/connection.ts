// The pool of one process on PostgreSQL. A database that is down or slow makes a query reject within seconds; it never
// ends the process, and a query never waits longer than its caller's peer would.

import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import type { DatabaseAccess } from '#core/config/listener.ts'
import type { Secret } from '#core/secret.ts'
import { Semaphore } from './semaphore.ts'

const connectSeconds = 3
const statementSeconds = 5
/** Longer than the server's own limit: it only fires when the server is silent. */
const silenceSeconds = 8

export type Transaction = Parameters<Parameters<NodePgDatabase['transaction']>[0]>[0]

export interface Database extends AsyncDisposable {
  /** For single statements; `transaction` below is for several. */
  readonly drizzle: NodePgDatabase
  readonly pool: pg.Pool
  /**
   * Commits when `work` resolves, undoes everything when it rejects. Rejects as well when the connection broke at the
   * COMMIT, and then nobody knows what became of it.
   */
  transaction<Value>(work: (transaction: Transaction) => Promise<Value>): Promise<Value>
  /** A connection of its own for LISTEN, outside the pool; the caller connects and ends it. */
  openClient(): pg.Client
}

/** How far those who wait for each other may keep everybody else waiting. */
export interface Waiting {
  /** Connections that no transaction takes, so that single statements always find one: at most all but one. */
  readonly keptForStatements: number
  /** How long a statement waits for a lock before it is refused (55P03). */
  readonly lockMilliseconds: number
}

/** Connects lazily: the first query finds out whether the database answers. Without `waiting` every connection is anybody's. */
export function openDatabase(access: DatabaseAccess, password: Secret, waiting?: Waiting): Database {
  const options: pg.ClientConfig = {
    host: access.host,
    port: access.port,
    database: access.name,
    user: access.role,
    password: () => password.reveal(),
    application_name: access.role,
    connectionTimeoutMillis: connectSeconds * 1000,
    statement_timeout: statementSeconds * 1000,
    query_timeout: silenceSeconds * 1000,
    ...(waiting === undefined ? {} : { lock_timeout: waiting.lockMilliseconds }),
    keepAlive: true,
  }
  const pool = new pg.Pool({ ...options, max: access.maxConnections, idleTimeoutMillis: 30_000 })
  // An idle connection that breaks is dropped by the pool; without a listener it would end the process. The next query
  // tells its caller whether the database is there.
  pool.on('error', () => {})
  // The pool does not listen to a connection while it is lent out, and drizzle never does: one that breaks inside a
  // transaction would end the process as well. Its statements reject, which is how the caller learns of it.
  pool.on('connect', (client) => void client.on('error', () => {}))
  const turns = new Semaphore({
    atOnce: Math.max(1, access.maxConnections - (waiting?.keptForStatements ?? 0)),
    patienceMilliseconds: connectSeconds * 1000,
  })
  return {
    drizzle: drizzle(pool),
    pool,
    transaction: async (work) => {
      using _turn = await turns.take()
      return await inTransaction(pool, work)
    },
    openClient: () => new pg.Client(options),
    [Symbol.asyncDispose]: () => pool.end(),
  }
}

/**
 * drizzle's own transaction over a pool keeps the connection for ever when BEGIN fails. After any failure the state of
 * the connection is in doubt, so it is closed.
 */
async function inTransaction<Value>(
  pool: pg.Pool,
  work: (transaction: Transaction) => Promise<Value>,
): Promise<Value> {
  const client = await pool.connect()
  let succeeded = false
  try {
    const value = await drizzle(client).transaction(work)
    succeeded = true
    return value
  } finally {
    client.release(!succeeded)
  }
}
