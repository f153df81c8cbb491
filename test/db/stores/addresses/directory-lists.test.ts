import { drizzle } from 'drizzle-orm/node-postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '#db/connection.ts'
import { findAliasPage } from '#db/stores/addresses/aliases.ts'
import { findMailboxPage } from '#db/stores/mailboxes/mailboxes.ts'
import { findPersonPage } from '#db/stores/persons/persons.ts'
import { makeSaulieu, saulieu, type TestCommune } from '#test/support/database/commune.ts'
import { startDatabase, type TestDatabase } from '#test/support/database/postgresql.ts'

const people = 20_000

let postgresql: TestDatabase
let database: Database
let commune: TestCommune['commune']
beforeAll(async () => {
  postgresql = await startDatabase()
  database = postgresql.open('vm_owner')
  commune = (await makeSaulieu(database)).commune
  for (let first = 0; first < people; first += 5000) await fill(first, first + 4999)
  // As the server does by itself after a while: an index on words that still waits to be sorted seems dear.
  await database.pool.query('vacuum analyze')
}, 60_000)
afterAll(async () => {
  await database[Symbol.asyncDispose]()
  await postgresql[Symbol.asyncDispose]()
})

async function fill(first: number, last: number): Promise<void> {
  const range = [first, last, commune, saulieu]
  await database.pool.query(
    `with made as (insert into person (commune_id, name, email)
       select $3, md5(n::text), 'p' || n || '@' || $4 from generate_series($1::int, $2::int) n returning id, name, email)
     insert into mailbox (commune_id, domain, local_part, kind, owner_person_id, quota_bytes, name)
     select $3, $4, split_part(email, '@', 1), 'personal', id, 1000000, name from made`,
    range,
  )
  await database.pool.query(
    `with made as (insert into alias (commune_id, domain, local_part)
       select $3, $4, 'alias-' || n from generate_series($1::int, $2::int) n returning id, local_part)
     insert into alias_target (alias_id, commune_id, target) select id, $3, replace(local_part, 'alias-', 'p') || '@' || $4 from made`,
    range,
  )
}

/** How PostgreSQL answers what `ask` sends. */
async function planOf(ask: (watched: Pick<Database, 'drizzle'>) => Promise<unknown>): Promise<string> {
  const sent: { readonly query: string; readonly params: unknown[] }[] = []
  const logger = { logQuery: (query: string, params: unknown[]) => void sent.push({ query, params }) }
  await ask({ drizzle: drizzle(database.pool, { logger }) })
  const plans = await Promise.all(
    sent.map(({ query, params }) => database.pool.query(`explain ${query}`, params)),
  )
  return plans.flatMap(({ rows }) => rows.map((row) => row['QUERY PLAN'])).join('\n')
}

const all = { kind: 'department' } as const
const own = () => ({ kind: 'commune', commune }) as const

test.each([
  ['mailboxes', 'mailbox_address_unique', (on) => findMailboxPage(on, all, { limit: 50 })],
  [
    'mailboxes by a word',
    'mailbox_search',
    (on) => findMailboxPage(on, all, { limit: 50, search: 'p1234@' }),
  ],
  [
    'suspended mailboxes',
    'mailbox_suspended',
    (on) => findMailboxPage(on, all, { limit: 50, suspended: true }),
  ],
  ['expired mailboxes', 'mailbox_expires_at', (on) => findMailboxPage(on, all, { limit: 50, expired: true })],
  [
    'mailboxes from the last address',
    'mailbox_address_unique',
    (on) => findMailboxPage(on, all, { limit: 50, order: 'desc' }),
  ],
  ['people from the last name', 'person_name', (on) => findPersonPage(on, all, { limit: 50, order: 'desc' })],
  ['people', 'person_name', (on) => findPersonPage(on, all, { limit: 50 })],
  ['people of a commune', 'person_(commune_id|name)', (on) => findPersonPage(on, own(), { limit: 50 })],
  ['people by a word', 'person_search', (on) => findPersonPage(on, all, { limit: 50, search: 'p1234@' })],
  ['aliases', 'alias_address_unique', (on) => findAliasPage(on, all, { limit: 50 })],
  ['aliases by a word', 'alias_search', (on) => findAliasPage(on, all, { limit: 50, search: 'alias-1234@' })],
] satisfies readonly (readonly [string, string, (on: Pick<Database, 'drizzle'>) => Promise<unknown>])[])(
  'a page of %s → by the index %s, and no table is read from end to end',
  async (_, index, ask) => {
    const plan = await planOf(ask)
    expect(plan).toMatch(new RegExp(`(using|on) ${index}\\b`))
    expect(plan).not.toMatch(/Seq Scan on (mailbox|person|alias|alias_target)\b/)
  },
)

test('a page after the last row of the one before → the same index, from there on', async () => {
  const { next } = await findMailboxPage(database, all, { limit: 50 })
  const plan = await planOf((on) => findMailboxPage(on, all, { limit: 50, after: next ?? '' }))
  expect(plan).toMatch(/using mailbox_address_unique/)
  expect(plan).toMatch(/Index Cond: .*address.* > /)
})
