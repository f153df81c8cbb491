// Requests that wait for each other or for a row take their share of the connections, and nobody else's.

import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Browser } from '#test/support/admin/admin.ts'
import { startTwoCommunes, type TwoCommunes } from '#test/support/admin/two-communes.ts'
import { saulieu } from '#test/support/database/commune.ts'

let two: TwoCommunes
beforeAll(async () => {
  two = await startTwoCommunes()
})
afterAll(() => two[Symbol.asyncDispose]())

const many = Array.from({ length: 20 }, (_, number) => number)

const waitingForLocks = async () =>
  (await two.owner.pool.query('select from pg_locks where not granted')).rowCount ?? 0

const personExclusive = 'lock table person in exclusive mode'

/** `asks` begin while nobody can write a person; what `other` is answered meanwhile, and what became of them. */
async function whileNobodyWrites<Value>(
  asks: () => readonly Promise<Response>[],
  other: () => Promise<Value>,
  { atLeast = 2, lock = personExclusive } = {},
): Promise<{ readonly meanwhile: Value; readonly served: readonly Response[] }> {
  let asked: readonly Promise<Response>[] = []
  const meanwhile = await two.owner.transaction(async (transaction) => {
    await transaction.execute(lock)
    asked = asks()
    while ((await waitingForLocks()) < atLeast) await two.owner.pool.query('select 1')
    return await other()
  })
  return { meanwhile, served: await Promise.all(asked) }
}

const create = (email: string, headers: Readonly<Record<string, string>> = {}) =>
  two.manager.ask(`POST /communes/${two.admin.saulieu.commune}/persons`, {
    body: { name: 'Anne Roux', email },
    headers,
  })

test('twenty creations under one key that wait for the first → a list answers, and one person is made', async () => {
  const headers = { 'idempotency-key': 'twenty-times-1' }
  const { meanwhile, served } = await whileNobodyWrites(
    () => many.map(() => create('anne.roux@away.test', headers)),
    () => two.manager.ask('GET /communes?limit=50'),
  )
  expect(meanwhile.status).toBe(200)
  expect(served.map(({ status }) => status).filter((status) => status !== 201 && status !== 503)).toEqual([])
  const { rowCount } = await two.owner.pool.query("select from person where email = 'anne.roux@away.test'")
  expect(rowCount).toBe(1)
})

test('changes of three people that wait → take no connection that lists need', async () => {
  const create = (by: Browser, commune: string, number: number) =>
    by.ask(`POST /communes/${commune}/persons`, {
      body: { name: 'Anne Roux', email: `${number}.of.${by.email}` },
    })
  const { meanwhile } = await whileNobodyWrites(
    () =>
      many.flatMap((number) => [
        create(two.manager, two.admin.saulieu.commune, number),
        create(two.stranger, two.semur.commune, number),
        create(two.administrator, two.semur.commune, number),
      ]),
    () => two.auditor.ask('GET /communes?limit=50'),
    { atLeast: 4 },
  )
  expect(meanwhile.status).toBe(200)
})

test('twenty changes of one manager that wait → another one changes something meanwhile', async () => {
  const { meanwhile } = await whileNobodyWrites(
    () => many.map((number) => create(`waiting${number}@away.test`)),
    () =>
      two.stranger.ask('POST /sender-rules', {
        body: { commune: two.semur.commune, kind: 'domain', value: 'away.test', effect: 'deny', note: '' },
      }),
  )
  expect(meanwhile.status).toBe(201)
})

test('twenty lists of one manager that wait → another one’s list answers', async () => {
  const { meanwhile, served } = await whileNobodyWrites(
    () => many.map(() => two.manager.ask('GET /aliases')),
    () => two.stranger.ask('GET /communes?limit=50'),
    { lock: 'lock table alias in access exclusive mode' },
  )
  expect(meanwhile.status).toBe(200)
  expect(new Set(served.map(({ status }) => status))).toEqual(new Set([200]))
})

test('who asks is being found out for twenty requests of one session → two connections, and others have theirs', async () => {
  const { meanwhile } = await whileNobodyWrites(
    () => many.map(() => two.manager.ask('GET /communes?limit=50')),
    async () => ({
      health: (await fetch(`${two.admin.origin}/health`)).status,
      locks: await waitingForLocks(),
    }),
    { lock: 'lock table session in access exclusive mode' },
  )
  expect(meanwhile).toEqual({ health: 200, locks: 2 })
})

test('twenty codes of one session whose owner is being found out → two connections', async () => {
  const { meanwhile } = await whileNobodyWrites(
    () =>
      many.map((number) =>
        two.manager.ask('POST /../auth/two-factor/verify-totp', { body: { code: `${100_000 + number}` } }),
      ),
    async () => ({
      health: (await fetch(`${two.admin.origin}/health`)).status,
      locks: await waitingForLocks(),
    }),
    { lock: 'lock table session in access exclusive mode' },
  )
  expect(meanwhile).toEqual({ health: 200, locks: 2 })
})

test('twenty files of one manager that wait → one is judged at a time', async () => {
  const { meanwhile } = await whileNobodyWrites(
    () =>
      many.map(() =>
        two.manager.ask(`POST /communes/${two.admin.saulieu.commune}/imports/preview`, {
          body: { kind: 'mailboxes', csv: `adresse\nx@${saulieu}\n` },
        }),
      ),
    async () => {
      const list = await two.manager.ask('GET /communes?limit=50')
      return { list: list.status, locks: await waitingForLocks() }
    },
    { atLeast: 1, lock: 'lock table address in access exclusive mode' },
  )
  expect(meanwhile).toEqual({ list: 200, locks: 1 })
})

test('files of four people that wait → two are judged at a time, each in the end, and lists answer', async () => {
  const people = [
    [two.manager, two.admin.saulieu.commune],
    [two.stranger, two.semur.commune],
    [two.administrator, two.semur.commune],
    [await two.admin.signIn({ role: 'support' }), two.semur.commune],
  ] as const
  const { meanwhile, served } = await whileNobodyWrites(
    () =>
      people.map(([browser, commune]) =>
        browser.ask(`POST /communes/${commune}/imports/preview`, {
          body: { kind: 'mailboxes', csv: `adresse\nx@${saulieu}\n` },
        }),
      ),
    async () => {
      const lists = await Promise.all(people.map(([browser]) => browser.ask('GET /communes?limit=50')))
      return { lists: lists.map(({ status }) => status), locks: await waitingForLocks() }
    },
    { lock: 'lock table address in access exclusive mode' },
  )
  expect(meanwhile).toEqual({ lists: [200, 200, 200, 200], locks: 2 })
  expect(served.map(({ status }) => status)).toEqual([200, 200, 200, 200])
})

test('twenty requests of nobody that better-auth writes for → somebody changes something meanwhile', async () => {
  const { meanwhile, served } = await whileNobodyWrites(
    () => many.map(() => fetch(`${two.admin.origin}/api/auth/passkey/generate-authenticate-options`)),
    () =>
      two.stranger.ask('POST /sender-rules', {
        body: { commune: two.semur.commune, kind: 'domain', value: 'other.test', effect: 'deny', note: '' },
      }),
    { lock: 'lock table verification in access exclusive mode' },
  )
  expect(meanwhile.status).toBe(201)
  expect(served.map(({ status }) => status).filter((status) => status !== 200 && status !== 503)).toEqual([])
})

test('a lock that does not end → 503 that says when to ask again, and nothing was changed', async () => {
  let status: readonly Response[] = []
  await two.owner.transaction(async (transaction) => {
    await transaction.execute('lock table person in exclusive mode')
    status = await Promise.all(many.map((number) => create(`n${number}@away.test`)))
  })
  expect(new Set(status.map((answer) => [answer.status, answer.headers.get('retry-after')].join()))).toEqual(
    new Set(['503,5']),
  )
  // Before the time that a statement has was over.
  expect(two.admin.complaints).toContainEqual(expect.objectContaining({ cause: '55P03' }))
  expect(two.admin.complaints).not.toContainEqual(expect.objectContaining({ cause: '57014' }))
  const { rowCount } = await two.owner.pool.query("select from person where email ~ '^n[0-9]+@away'")
  expect(rowCount).toBe(0)
})
