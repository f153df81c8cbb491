// Security events that were written before their facts had a place of their own.

import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '#db/connection.ts'
import { startDatabase, type TestDatabase } from '#test/support/postgresql.ts'

const migration = new URL('../../db/migrations/0030_security-event-facts.sql', import.meta.url)

let postgresql: TestDatabase
let owner: Database
beforeAll(async () => {
  postgresql = await startDatabase()
  owner = postgresql.open('vm_owner')
  await owner.pool.query(`alter table security_event drop constraint security_event_facts, drop column facts, add column detail text not null,
    add constraint security_event_detail check (length(detail) <= 500)`)
})
afterAll(async () => {
  await owner?.[Symbol.asyncDispose]()
  await postgresql?.[Symbol.asyncDispose]()
})

const controls = '\u0001'.repeat(500)
const written: readonly (readonly [string, string, object])[] = [
  ['dictionary-attack', 'too many unknown recipients, refused for 600 s', { refusedSeconds: 600 }],
  ['too-many-connections', 'more than 20 connections at once', { connections: 20 }],
  ['early-talker', 'octets before the greeting', {}],
  ['relay-attempt', 'a recipient that is not ours', {}],
  ['smuggling-attempt', 'a false end of data', { manner: 'false-end-of-data' }],
  ['smuggling-attempt', 'commands in the clear behind STARTTLS', { manner: 'behind-starttls' }],
  [
    'smuggling-attempt',
    'octets behind EHLO, HELO or DATA, before its answer',
    { manner: 'before-the-answer' },
  ],
  [
    'password-guessing',
    '10 different wrong passwords for a for b, closed to it for 15 min',
    { failures: 10, login: 'a for b', closedMinutes: 15 },
  ],
  [
    'credential-stuffing',
    'wrong passwords for 12 logins, closed to all for 60 min',
    { logins: 12, closedMinutes: 60 },
  ],
  [
    'password-guessing',
    '10 different wrong passwords for cu',
    { sentence: '10 different wrong passwords for cu' },
  ],
  ['harvest', 'by hand', { sentence: 'by hand' }],
  ['harvest', controls, { sentence: controls }],
  ['harvest', '', {}],
]

test('sentences of every kind → the facts that stood in them; what is not understood → kept as it was', async () => {
  for (const [kind, detail] of written)
    await owner.pool.query(
      "insert into security_event (at, kind, network, detail) values (now(), $1, '192.0.2.7', $2)",
      [kind, detail],
    )
  for (const statement of (await readFile(migration, 'utf8')).split('--> statement-breakpoint'))
    await owner.pool.query(statement)
  const { rows } = await owner.pool.query<{ kind: string; facts: object }>(
    'select kind, facts from security_event order by id',
  )
  expect(rows).toEqual(written.map(([kind, , facts]) => ({ kind, facts })))
})
