import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { readBlockArgument } from '#cli/security/block-argument.ts'
import { releaseHere } from '#cli/security/release-here.ts'
import { showBlocks, showReleased } from '#cli/security/show-blocks.ts'
import type { Database } from '#db/connection.ts'
import { findBlocks } from '#db/stores/security/blocks.ts'
import { startDatabase, type TestDatabase } from '#test/support/database/postgresql.ts'

let postgresql: TestDatabase
let owner: Database
beforeAll(async () => {
  postgresql = await startDatabase()
  owner = postgresql.open('vm_owner')
})
afterAll(async () => {
  await owner?.[Symbol.asyncDispose]()
  await postgresql?.[Symbol.asyncDispose]()
})

const claire = 'claire.moreau@mairie-saulieu.test'
const mairie = 'mairie@mairie-saulieu.test'
const since = new Date(2026, 0, 2, 3, 4, 5)
const until = new Date(2126, 0, 2, 3, 4, 5)

beforeEach(async () => {
  await owner.pool.query('truncate sign_in_failures, blocked_network')
  await owner.pool.query(
    `insert into sign_in_failures (login, network, failures, last_at, blocked_until) values
      ($1, '192.0.2.7', 10, $3, $4), ($1, '2001:db8::/64', 12, $3, $4), ($2, '192.0.2.7', 3, $3, null),
      ($2, '198.51.100.1', 10, $3, $3)`,
    [claire, mairie, since, until],
  )
  await owner.pool.query(
    "insert into blocked_network (network, since, until, logins) values ('192.0.2.7', $1, $2, 10)",
    [since, until],
  )
})

const auditedSince = async (before: number) =>
  (
    await owner.pool.query(
      'select actor_kind, actor, action, entity from audit where id > $1 order by entity collate "C"',
      [before],
    )
  ).rows
const lastAudited = async (): Promise<number> =>
  Number((await owner.pool.query('select coalesce(max(id), 0) as id from audit')).rows[0].id)
const left = async () => (await findBlocks(owner, { limit: 50 })).rows

test('blocks → account, network, since and until; what ended is not listed, and nothing gives orders to the terminal', async () => {
  await owner.pool.query('update sign_in_failures set login = $1 where network = $2', [
    'a\u001b[2Jb',
    '2001:db8::/64',
  ])
  const shown = showBlocks(await left()).split('\n')
  expect(shown.map((line) => line.split(/ {2,}/)).toSorted()).toEqual([
    ['ACCOUNT', 'FROM', 'SINCE', 'UNTIL', 'BECAUSE'],
    [expect.stringMatching(/^a.?\[2Jb$/), '2001:db8::/64', ...times, '12 wrong passwords'],
    [claire, '192.0.2.7', ...times, '10 wrong passwords'],
    ['every account', '192.0.2.7', ...times, 'wrong passwords for 10 accounts'],
  ])
  expect(shown.join('')).not.toContain('\u001b')
})
const times = ['2026-01-02 03:04:05', '2126-01-02 03:04:05']

test('an account in capitals → let in from everywhere, others as before, one row of the log for each block', async () => {
  const before = await lastAudited()
  const released = await releaseHere(owner, { kind: 'login', login: claire.toUpperCase() })
  expect(showReleased(released).split('\n').toSorted()).toEqual([
    `Released: ${claire} from 192.0.2.7`,
    `Released: ${claire} from 2001:db8::/64`,
  ])
  expect(await left()).toMatchObject([{ kind: 'network', network: '192.0.2.7' }])
  const row = { actor_kind: 'machine', actor: 'vaguemestre security release', action: 'release:block' }
  expect(await auditedSince(before)).toEqual([
    { ...row, entity: `${claire} (192.0.2.7)` },
    { ...row, entity: `${claire} (2001:db8::/64)` },
  ])
})

test.each([
  ['192.0.2.7', ['192.0.2.7', `${claire} (192.0.2.7)`]],
  ['::ffff:192.0.2.7', ['192.0.2.7', `${claire} (192.0.2.7)`]],
  ['::ffff:192.0.2.0/120', ['192.0.2.7', `${claire} (192.0.2.7)`]],
  ['192.0.2.0/24', ['192.0.2.7', `${claire} (192.0.2.7)`]],
  ['2001:db8::7', [`${claire} (2001:db8::/64)`]],
])('%s → everything that is blocked there, whatever the account', async (network, entities) => {
  const before = await lastAudited()
  await releaseHere(owner, readBlockArgument(network))
  expect((await auditedSince(before)).map(({ entity }) => entity)).toEqual(entities)
  expect(await left()).toHaveLength(3 - entities.length)
})

test('what is not blocked → nothing released, nothing forgotten, no row of the log', async () => {
  const before = await lastAudited()
  expect(await releaseHere(owner, { kind: 'login', login: mairie })).toEqual([])
  expect(await releaseHere(owner, { kind: 'client', network: '198.51.100.1' })).toEqual([])
  expect(await auditedSince(before)).toEqual([])
  const { rows } = await owner.pool.query('select failures from sign_in_failures where login = $1', [mairie])
  expect(rows).toHaveLength(2)
})
