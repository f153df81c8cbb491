// What the migration makes of networks that an older version of the table took.

import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { makeSaulieu } from '#test/support/commune.ts'
import { startDatabase } from '#test/support/postgresql.ts'

const migration = new URL('../../db/migrations/0012_networks-written-one-way.sql', import.meta.url)

test('networks of every kind, some twice → each once, a denial rather than an allowance; the rest as it was', async () => {
  await using postgresql = await startDatabase()
  await using owner = postgresql.open('vm_owner')
  const { commune, department } = await makeSaulieu(owner)
  await owner.pool.query('alter table sender_rule drop constraint sender_rule_value')
  await owner.pool.query('alter table sender_rule add constraint sender_rule_value check (true)')
  for (const [tenant, kind, value, effect] of [
    [commune, 'network', '10', 'deny'],
    [commune, 'network', '10.0.0.0/8', 'allow'],
    [commune, 'network', '192.0.2.1', 'allow'],
    [commune, 'network', '2001:DB8::1', 'deny'],
    [commune, 'network', '198.51.100.0/24', 'allow'],
    [department, 'network', '10.0.0/8', 'allow'],
    [commune, 'domain', 'bad.test', 'deny'],
    [commune, 'address', 'x@bad.test', 'allow'],
  ])
    await owner.pool.query(
      'insert into sender_rule (commune_id, kind, value, effect) values ($1, $2, $3, $4)',
      [tenant, kind, value, effect],
    )
  await owner.pool.query(await readFile(migration, 'utf8'))
  const { rows } = await owner.pool.query('select commune_id, value, effect from sender_rule order by value')
  expect(rows.map(({ commune_id, value, effect }) => [commune_id, value, effect])).toEqual(
    [
      [commune, '10.0.0.0/8', 'deny'],
      [department, '10.0.0.0/8', 'allow'],
      [commune, '192.0.2.1/32', 'allow'],
      [commune, '198.51.100.0/24', 'allow'],
      [commune, '2001:db8::1/128', 'deny'],
      [commune, 'bad.test', 'deny'],
      [commune, 'x@bad.test', 'allow'],
    ].toSorted((a, b) => (String(a[1]) < String(b[1]) ? -1 : 0)),
  )
})
