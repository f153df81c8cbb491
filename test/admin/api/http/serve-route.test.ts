import { expect, test } from 'vitest'
import type { RegisteredRoute } from '#admin/api/http/handler.ts'
import { serveRoute } from '#admin/api/http/serve-route.ts'
import type { ApiParts } from '#admin/api/ports.ts'
import { PerActorSemaphore } from '#db/per-actor-semaphore.ts'
import { Semaphore } from '#db/semaphore.ts'
import { Downloads } from '#http/downloads.ts'
import { limitsForConnections } from '#http/request-concurrency.ts'
import { saulieuDatabase } from '#test/support/database/saulieu-database.ts'

const { owner: database, made } = await saulieuDatabase()
const origin = 'https://admin.test'
const { turns } = limitsForConnections(6)

/** One person may download one file at a time. */
const parts = {
  database,
  ports: {
    ...{ origin, log: { info: () => undefined, warn: () => undefined, error: () => undefined } },
    downloads: new Downloads({ ofOne: 1, ofAll: 9, longestMilliseconds: 60_000 }),
    turns: {
      reads: new PerActorSemaphore(turns.reads),
      changes: new PerActorSemaphore(turns.changes),
      files: new PerActorSemaphore(turns.files),
      judging: new Semaphore(turns.judging),
    },
  },
  actorOf: async () => ({
    ...{ kind: 'person', id: made.person, name: 'claire', role: 'manager', factor: 'two-factor' },
    permissions: new Set(['read:audit']),
  }),
} as unknown as ApiParts

/** Prints three pieces of which none was read yet; writes its row of the log as a change does. */
const printing: Omit<RegisteredRoute, 'definition'> = {
  name: 'POST /printed',
  handle: async (_, { audit }) => {
    await audit?.({ action: 'read:audit', commune: made.commune, entityId: made.commune, entity: 'Saulieu' })
    return {
      name: 'printed.pdf',
      content: ReadableStream.from(['a', 'b', 'c'].map((each) => Buffer.from(each))),
    }
  },
}

const ask = (
  more: { readonly manyTransactions?: true; readonly changesNothing?: true } = {},
  {
    from = origin,
    handle = printing.handle,
  }: { readonly from?: string; readonly handle?: RegisteredRoute['handle'] } = {},
) =>
  serveRoute(parts, {
    route: {
      ...printing,
      handle,
      definition: {
        ...{ permission: 'read:audit', summary: '', answer: { file: 'application/pdf' } },
        ...more,
      },
    },
    request: new Request(`${origin}/api/v1/printed`, { method: 'POST', headers: { origin: from } }),
    params: {},
    client: '192.0.2.7',
  })

const rowsOfLog = async () =>
  (await database.pool.query("select from audit where action = 'read:audit'")).rowCount

test.each([
  ['a change', {}],
  ['a change in parts', { manyTransactions: true }],
  ['a preview', { changesNothing: true }],
] as const)('%s answers with a file → it has its place until it was read', async (_, more) => {
  const first = await ask(more)
  expect(first.status).toBe(200)
  expect((await ask(more)).status).toBe(429)
  expect(await first.text()).toBe('abc')
  const second = await ask(more)
  expect(second.status).toBe(200)
  await second.body?.cancel()
})

test('the client of a change that answers with a file has gone → its place is free', async () => {
  const reader = (await ask()).body?.getReader()
  await reader?.read()
  expect((await ask()).status).toBe(429)
  await reader?.cancel()
  const next = await ask()
  expect(next.status).toBe(200)
  await next.body?.cancel()
})

test('no place for the file of a change → nothing is changed', async () => {
  const first = await ask()
  const before = await rowsOfLog()
  expect((await ask()).status).toBe(429)
  expect(await rowsOfLog()).toBe(before)
  await first.body?.cancel()
})

test('a change from another site → foreign-origin, and nothing is changed', async () => {
  const before = await rowsOfLog()
  const answer = await ask({}, { from: 'https://evil.test' })
  expect(await answer.json()).toMatchObject({ code: 'foreign-origin' })
  expect(await rowsOfLog()).toBe(before)
})

test('a change that writes no row of the log → 500, and it is undone', async () => {
  const handle: RegisteredRoute['handle'] = async (_, { transaction }) => {
    await transaction?.execute(`update person set name = 'Unseen'`)
    return { name: 'printed.pdf', content: ReadableStream.from([]) }
  }
  expect((await ask({}, { handle })).status).toBe(500)
  expect((await database.pool.query("select from person where name = 'Unseen'")).rowCount).toBe(0)
})
