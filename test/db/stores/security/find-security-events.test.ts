import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SecurityEvent } from '#core/security-log.ts'
import type { Database } from '#db/connection.ts'
import { findSecurityEvents } from '#db/stores/security/find-security-events.ts'
import { securityLogStore } from '#db/stores/trace/trace.ts'
import { startDatabase, type TestDatabase } from '#test/support/database/postgresql.ts'

let postgresql: TestDatabase
let owner: Database
beforeAll(async () => {
  postgresql = await startDatabase()
  owner = postgresql.open('vm_owner')
  const gateway = postgresql.open('vm_gateway')
  const silent = { info: () => {}, warn: () => {}, error: () => {} }
  const log = securityLogStore(gateway, silent)
  for (const [index, [kind, network]] of events.entries())
    log.add({ at: new Date(Date.UTC(2026, 0, 1 + index)), kind, network, facts: { failures: index } })
  await log[Symbol.asyncDispose]()
  await gateway[Symbol.asyncDispose]()
})
afterAll(async () => {
  await owner[Symbol.asyncDispose]()
  await postgresql[Symbol.asyncDispose]()
})

const events: readonly (readonly [SecurityEvent['kind'], string])[] = [
  ['early-talker', '198.51.100.7'],
  ['dictionary-attack', '198.51.100.0/24'],
  ['relay-attempt', '203.0.113.9'],
  ['smuggling-attempt', '2001:db8:1:2::/64'],
  ['too-many-connections', '0.0.0.0/0'],
]

const found = async (search: { readonly network?: string; readonly since?: Date }) =>
  (await findSecurityEvents(owner, { limit: 10, ...search })).map(({ facts }) => facts.failures)

test('everything → newest first, as it was noticed', async () => {
  expect(await found({})).toEqual([4, 3, 2, 1, 0])
  expect((await findSecurityEvents(owner, { limit: 1 }))[0]).toEqual({
    at: new Date(Date.UTC(2026, 0, 5)),
    kind: 'too-many-connections',
    network: '0.0.0.0/0',
    facts: { failures: 4 },
  })
})

test.each([
  ['198.51.100.7', [1, 0]],
  ['198.51.100.8', [1]],
  ['198.51.100.0/24', [1, 0]],
  ['198.51.0.0/16', [1, 0]],
  ['203.0.113.10', []],
  ['2001:db8:1:2::5', [3]],
  ['2001:db8:1:3::/64', []],
])('about %s → entries of it, of a part of it and of a network around it', async (network, expected) => {
  expect(await found({ network })).toEqual(expected)
})

test('since a day → nothing older', async () => {
  expect(await found({ since: new Date(Date.UTC(2026, 0, 3)) })).toEqual([4, 3, 2])
})
