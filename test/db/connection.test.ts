import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { startDatabase } from '#test/support/database/postgresql.ts'

test('PostgreSQL away inside a transaction → it rejects, the process lives, the next one works', async () => {
  await using postgresql = await startDatabase()
  await using database = postgresql.open('vm_worker')
  const interrupted = database.transaction(async (transaction) => {
    await transaction.execute(sql`select 1`)
    await postgresql.shutDown()
    await transaction.execute(sql`select 2`)
  })
  await expect(interrupted).rejects.toThrow()
  await postgresql.startUp()
  const next = await database.transaction((transaction) => transaction.execute(sql`select 3 as three`))
  expect(next.rows).toEqual([{ three: 3 }])
})

test('more transactions that cannot begin than there are connections → none is lost to the pool', async () => {
  await using postgresql = await startDatabase()
  await using database = postgresql.open('vm_worker')
  let spoil = true
  database.pool.on('acquire', (client) => {
    if (spoil) void client.query('select pg_terminate_backend(pg_backend_pid())').catch(() => {})
  })
  for (let round = 0; round <= database.pool.options.max; round += 1) {
    await expect(database.transaction(async () => {})).rejects.toThrow()
  }
  spoil = false
  await expect(database.transaction(async () => 'done')).resolves.toBe('done')
})

test('an error thrown inside a transaction → nothing of it is kept', async () => {
  await using postgresql = await startDatabase()
  await using database = postgresql.open('vm_owner')
  const failing = database.transaction(async (transaction) => {
    await transaction.execute(sql`create table gone ()`)
    throw new Error('changed my mind')
  })
  await expect(failing).rejects.toThrow('changed my mind')
  const found = await database.pool.query("select to_regclass('gone') as found")
  expect(found.rows).toEqual([{ found: null }])
})
