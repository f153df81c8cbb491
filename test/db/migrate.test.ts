import { readdir, readFile } from 'node:fs/promises'
import { generateDrizzleJson, generateMigration } from 'drizzle-kit/api'
import { expect, test } from 'vitest'
import type { Database } from '#db/connection.ts'
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

const schemaFolder = new URL('../../db/schema/', import.meta.url)
const snapshots = new URL('../../db/migrations/meta/', import.meta.url)

/** Everything that `db/schema` exports, as `npm run migrations` reads it. */
async function readSchema() {
  const exported: Record<string, unknown> = {}
  for (const file of await readdir(schemaFolder)) {
    const names: object = await import(new URL(file, schemaFolder).href)
    for (const [name, value] of Object.entries(names)) exported[`${file} ${name}`] = value
  }
  return generateDrizzleJson(exported)
}

/** What each table is made of, as PostgreSQL writes it. The order of columns says nothing. */
async function tablesOf({ pool }: Database): Promise<readonly string[]> {
  const { rows } = await pool.query<{ line: string }>(`
    select concat_ws(' ', attrelid::regclass, attname, format_type(atttypid, atttypmod), case when attnotnull then 'not null' end,
      nullif(attgenerated, ''), pg_get_expr(adbin, adrelid)) as line
    from pg_attribute join pg_class on pg_class.oid = attrelid and relkind = 'r' and relnamespace = 'public'::regnamespace
      left join pg_attrdef on adrelid = attrelid and adnum = attnum
    where attnum > 0 and not attisdropped
    union all
    select concat_ws(' ', conrelid::regclass, conname, pg_get_constraintdef(oid)) from pg_constraint
    where connamespace = 'public'::regnamespace
    union all
    select indexdef from pg_indexes where schemaname = 'public'
    order by line`)
  return rows.map(({ line }) => line)
}

test('the migrations → the tables, constraints and indexes of the schema, no more and no less', async () => {
  await using migrated = await startDatabase()
  await using owner = migrated.open('vm_owner')
  const { rows: functions } = await owner.pool.query<{ made: string }>(
    "select pg_get_functiondef(oid) as made from pg_proc where proname in ('alphabetical', 'search_words') order by oid",
  )
  const made = await tablesOf(owner)
  const schema = await readSchema()
  const nothing = { ...schema, tables: {} }
  await owner.pool.query('drop schema public cascade; create schema public; create extension pg_trgm')
  for (const statement of [
    ...functions.map((row) => row.made),
    ...(await generateMigration(nothing, schema)),
  ])
    await owner.pool.query(statement)
  expect(made).toEqual(await tablesOf(owner))
})

test('npm run migrations → begins from one snapshot, which is the schema', async () => {
  const files = (await readdir(snapshots)).filter((file) => file.endsWith('_snapshot.json'))
  expect(files).toHaveLength(1)
  const snapshot: object = JSON.parse(await readFile(new URL(files[0] ?? '', snapshots), 'utf8'))
  const schema = await readSchema()
  const { id, prevId } = schema
  expect({ ...snapshot, id, prevId }).toEqual(JSON.parse(JSON.stringify(schema)))
})
