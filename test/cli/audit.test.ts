import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { faultsOf } from '#cli/audit.ts'
import type { CommuneId } from '#core/address/directory.ts'
import type { Database } from '#db/connection.ts'
import { writeAudit } from '#db/stores/audit.ts'
import { checkAuditChain } from '#db/stores/audit-chain.ts'
import { startDatabase, type TestDatabase } from '#test/support/database/postgresql.ts'

let postgresql: TestDatabase
let owner: Database
beforeAll(async () => {
  postgresql = await startDatabase()
  owner = postgresql.open('vm_owner')
})
afterAll(async () => {
  await owner[Symbol.asyncDispose]()
  await postgresql[Symbol.asyncDispose]()
})
beforeEach(async () => {
  await owner.pool.query('truncate audit')
  await owner.transaction(async (transaction) => {
    for (const entity of ['un', 'deux', 'trois', 'quatre']) {
      const by = { kind: 'machine', id: null, name: 'test', client: '192.0.2.1' } as const
      const commune = '00000000-0000-4000-8000-000000000000' as CommuneId
      await writeAudit(transaction, by, {
        action: 'change:commune',
        commune,
        entityId: entity,
        entity,
        after: { name: entity, é: [1, null] },
      })
    }
  })
})

const check = async (expected: string | null = null) => {
  const chain = await checkAuditChain(owner, expected)
  return { ...chain, faults: faultsOf(chain, expected) }
}

test('a log as it was written → its length, and the last seal to note down', async () => {
  const { rows, last, faults } = await check()
  expect({ rows, faults, last: last?.id }).toEqual({ rows: 4, faults: [], last: 4 })
  expect(last?.seal).toMatch(/^[0-9a-f]{64}$/)
})

test.each([
  ['what it says', "update audit set entity = 'autre' where id = 2"],
  ['who did it', "update audit set actor = 'autre' where id = 2"],
  ['when', "update audit set at = at + interval '1 microsecond' where id = 2"],
  ['before and after', `update audit set after = '{"name":"autre"}' where id = 2`],
  ['its seal', "update audit set seal = repeat('a', 64) where id = 2"],
])('a row forged in %s → found', async (_, forgery) => {
  await owner.pool.query(forgery)
  const { faults, breaks } = await check()
  expect(breaks[0]).toEqual({ id: 2, kind: 'forged' })
  expect(faults[0]).toContain('Row 2: forged')
})

test('a row taken out of the middle → found', async () => {
  await owner.pool.query('delete from audit where id = 3')
  expect((await check()).faults).toEqual(['Row 4: what stood before it is missing.'])
})

test('rows forgotten by age at the beginning → no fault', async () => {
  await owner.pool.query('delete from audit where id <= 2')
  expect((await check()).faults).toEqual([])
})

test('the end cut off, or all written anew → found by the seal that was noted down', async () => {
  const { last } = await check()
  const seal = last?.seal ?? ''
  expect((await check(seal)).faults).toEqual([])
  await owner.pool.query('delete from audit where id = 4')
  expect((await check()).faults).toEqual([])
  expect((await check(seal)).faults).toHaveLength(1)
})

test('an empty log → nothing to say', async () => {
  await owner.pool.query('truncate audit')
  expect(await check()).toMatchObject({ rows: 0, last: null, faults: [] })
})
