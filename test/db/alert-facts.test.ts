// Alerts that were raised before their facts had a place of their own.

import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '#db/connection.ts'
import { startDatabase, type TestDatabase } from '#test/support/postgresql.ts'

const migration = new URL('../../db/migrations/0027_alert-facts.sql', import.meta.url)

let postgresql: TestDatabase
let owner: Database
beforeAll(async () => {
  postgresql = await startDatabase()
  owner = postgresql.open('vm_owner')
  await owner.pool.query(`alter table alert drop constraint alert_facts, drop column facts, add column detail text not null,
    add constraint alert_detail check (length(detail) <= 500)`)
})
afterAll(async () => {
  await owner?.[Symbol.asyncDispose]()
  await postgresql?.[Symbol.asyncDispose]()
})

const paul = 'paul@semur.test'
const written: readonly (readonly [string, string, object])[] = [
  ['password-reset', `by ${paul}`, { by: paul }],
  ['personal-mailbox-opened', `${paul}, by Annuaire du soir`, { to: paul, by: 'Annuaire du soir' }],
  [
    'external-forward',
    `to a@away.test until 2027-01-01T00:00:00+01:00, by ${paul}`,
    { to: 'a@away.test', until: '2026-12-31T23:00:00.000Z', by: paul },
  ],
  ['external-forward', `to a@away.test until some day, by ${paul}`, { to: 'a@away.test', by: paul }],
  [
    'password-guessing',
    '10 different wrong passwords for a by b, closed to it for 15 min (2001:db8::/64)',
    { failures: 10, network: '2001:db8::/64', closedMinutes: 15 },
  ],
  [
    'credential-stuffing',
    'wrong passwords for 12 logins, closed to all for 60 min',
    { logins: 12, closedMinutes: 60 },
  ],
  [
    'distributed-guessing',
    '51 wrong passwords from 11 networks within a day',
    { failures: 51, networks: 11 },
  ],
  ['password-guessing', 'in words of another version', {}],
  ['stuffing', 'many logins, by hand', {}],
]

test('sentences of every kind → the facts that stood in them, and no sentence is left', async () => {
  for (const [at, [kind, detail]] of written.entries())
    await owner.pool.query('insert into alert (kind, subject, detail) values ($1, $2, $3)', [
      kind,
      at,
      detail,
    ])
  for (const statement of (await readFile(migration, 'utf8')).split('--> statement-breakpoint'))
    await owner.pool.query(statement)
  const { rows } = await owner.pool.query<{ kind: string; facts: object }>(
    'select kind, facts from alert order by subject',
  )
  expect(rows).toEqual(written.map(([kind, , facts]) => ({ kind, facts })))
})
