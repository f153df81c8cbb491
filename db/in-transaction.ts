// A transaction of statements with names, which PostgreSQL plans once for each connection: for what is done for every message.

import type pg from 'pg'

/** Commits when `work` resolves, undoes everything when it rejects; after that the connection is in doubt, and closed. `begin` may say more at once. */
export async function inTransaction<Value>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<Value>,
  begin = 'begin',
): Promise<Value> {
  const client = await pool.connect()
  let succeeded = false
  try {
    await client.query(begin)
    const value = await work(client)
    await client.query('commit')
    succeeded = true
    return value
  } finally {
    client.release(!succeeded)
  }
}
