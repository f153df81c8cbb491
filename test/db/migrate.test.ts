import { expect, test } from 'vitest'
import { migrateDatabase } from '#db/migrate.ts'
import { startDatabase, startPostgresql } from '#test/support/database/postgresql.ts'

test('empty cluster → every migration once; again, and twice at once → none', async () => {
  await using postgresql = await startPostgresql()
  const first = await migrateDatabase(postgresql.target)
  expect(first.applied).toBeGreaterThan(0)
  const again = await Promise.all([migrateDatabase(postgresql.target), migrateDatabase(postgresql.target)])
  expect(again).toEqual([{ applied: 0 }, { applied: 0 }])
})

test('two migrations of an empty cluster at once → one does the work, both succeed', async () => {
  await using postgresql = await startPostgresql()
  const both = await Promise.all([migrateDatabase(postgresql.target), migrateDatabase(postgresql.target)])
  expect(both.map(({ applied }) => applied > 0).sort()).toEqual([false, true])
})

test('run-time roles → own nothing and create nothing; strangers may not connect', async () => {
  await using postgresql = await startDatabase()
  await using owner = postgresql.open('vm_owner')
  const owned = await owner.pool.query(
    "select relname from pg_class c join pg_roles r on r.oid = c.relowner where r.rolname like 'vm_%' and r.rolname <> 'vm_owner'",
  )
  expect(owned.rows).toEqual([])
  for (const role of ['vm_gateway', 'vm_worker', 'vm_admin', 'vm_webmail', 'vm_dovecot'] as const) {
    await using database = postgresql.open(role)
    await expect(database.pool.query('create table mine ()')).rejects.toThrow(/permission denied|no schema/)
    await expect(database.pool.query('create schema mine')).rejects.toThrow('permission denied')
    await expect(database.pool.query('create temporary table mine ()')).rejects.toThrow('permission denied')
  }
})
