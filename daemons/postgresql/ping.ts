// SELECT 1 on a connection of its own: a pool that still holds an old connection would answer for a server that takes
// no new ones.

import pg from 'pg'
import { type HostPort, showHostPort } from '#core/address/host-port.ts'
import { failed, ok, type Result } from '#core/result.ts'
import type { Secret } from '#core/secret.ts'

const timeoutMilliseconds = 2_500

export interface PostgresqlAccess extends HostPort {
  readonly role: string
  readonly database: string
  readonly password: Secret
}

/** The server's version (`17.6 (Debian …)`), or one line that says what was wrong. Never rejects. */
export async function pingPostgresql(access: PostgresqlAccess): Promise<Result<string, string>> {
  const client = new pg.Client({
    host: access.host,
    port: access.port,
    user: access.role,
    database: access.database,
    password: access.password.reveal(),
    application_name: 'readiness probe',
    connectionTimeoutMillis: timeoutMilliseconds,
    query_timeout: timeoutMilliseconds,
  })
  // A server that dies between two answers emits an error that would else end the process.
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { rows } = await client.query<{ version: string }>(
      "SELECT current_setting('server_version') AS version",
    )
    return ok(rows[0]?.version ?? 'no version')
  } catch (error) {
    return failed(`${showHostPort(access)}: ${error instanceof Error ? error.message : String(error)}`)
  } finally {
    // Not waited for: a server that hangs would never confirm.
    void client.end().catch(() => undefined)
  }
}
