// The pool of one process on PostgreSQL. A database that is down or slow makes a query reject within seconds; it never
// ends the process, and a query never waits longer than its caller's peer would.

import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import type { DatabaseAccess } from '#core/config/listener.ts'
import type { Secret } from '#core/secret.ts'

const connectSeconds = 3
const statementSeconds = 5
/** Longer than the server's own limit: it only fires when the server is silent. */
const silenceSeconds = 8

export interface Database extends AsyncDisposable {
  readonly drizzle: NodePgDatabase
  readonly pool: pg.Pool
  /** A connection of its own for LISTEN, outside the pool; the caller connects and ends it. */
  openClient(): pg.Client
}

/** Connects lazily: the first query finds out whether the database answers. */
export function openDatabase(access: DatabaseAccess, password: Secret): Database {
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
    keepAlive: true,
  }
  const pool = new pg.Pool({ ...options, max: access.maxConnections, idleTimeoutMillis: 30_000 })
  // An idle connection that breaks is dropped by the pool; without a listener it would end the process. The next query
  // tells its caller whether the database is there.
  pool.on('error', () => {})
  return {
    drizzle: drizzle(pool),
    pool,
    openClient: () => new pg.Client(options),
    [Symbol.asyncDispose]: () => pool.end(),
  }
}
