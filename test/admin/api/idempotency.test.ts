import { afterAll, beforeAll, expect, test } from 'vitest'
import { answered, startTwoCommunes, type TwoCommunes } from '#test/support/admin/two-communes.ts'

let two: TwoCommunes
beforeAll(async () => {
  two = await startTwoCommunes()
})
afterAll(() => two[Symbol.asyncDispose]())

const create = (email: string, key: string) =>
  answered(
    two.manager.ask(`POST /communes/${two.admin.saulieu.commune}/persons`, {
      body: { name: 'Anne Roux', email },
      headers: { 'idempotency-key': key },
    }),
  )
const madeOf = async (email: string) =>
  (await two.owner.pool.query('select from person where email = $1', [email])).rowCount

/** Both have begun, and neither can write before the work is over. */
async function atOnce<Value>(asks: readonly (() => Promise<Value>)[]): Promise<readonly Value[]> {
  let asked: Promise<readonly Value[]> = Promise.resolve([])
  await two.owner.transaction(async (transaction) => {
    await transaction.execute('lock table person in exclusive mode')
    asked = Promise.all(asks.map((ask) => ask()))
    const waiting = async () =>
      (await two.owner.pool.query('select from pg_locks where not granted')).rowCount ?? 0
    while ((await waiting()) < asks.length) await two.owner.pool.query('select 1')
  })
  return await asked
}

test('one creation sent twice at once under one key → one person, and the same answer to both', async () => {
  const email = 'anne.roux@away.test'
  const [one, other] = await atOnce([() => create(email, 'anne-roux-1'), () => create(email, 'anne-roux-1')])
  expect(one?.status).toBe(201)
  expect(other).toEqual(one)
  expect(await madeOf(email)).toBe(1)
})

test('two creations at once under one key → the later one hears that the key is used', async () => {
  const answers = await atOnce([
    () => create('one@away.test', 'two-things-1'),
    () => create('other@away.test', 'two-things-1'),
  ])
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409])
  expect(answers.find(({ status }) => status === 409)?.body.code).toBe('key-used-for-something-else')
})

test('a refused creation → its key is free for the right one', async () => {
  expect((await create('wrong', 'a-second-try-1')).status).toBe(422)
  expect((await create('right@away.test', 'a-second-try-1')).status).toBe(201)
})
