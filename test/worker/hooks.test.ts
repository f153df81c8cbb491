import { type AddressInfo, connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { ok } from '#core/result.ts'
import { Secret } from '#core/secret.ts'
import { claire } from '#test/support/commune.ts'
import { listenForHooks } from '#worker/hooks.ts'
import type { Lesson } from '#worker/learning/lesson.ts'

const right = { authorization: 'Bearer token' }

async function openHooks(room = true) {
  const taught: Lesson[] = []
  const server = await listenForHooks(
    { host: '127.0.0.1', port: 0 },
    {
      health: () => ok('well'),
      learn: {
        token: new Secret('token'),
        maxMessageBytes: 1000,
        teach: (lesson) => {
          taught.push(lesson)
          return room
        },
      },
    },
  )
  const { port } = server.address() as AddressInfo
  const post = async (query: string, body: string, headers: Record<string, string> = right) =>
    (
      await fetch(`http://127.0.0.1:${port}/learn?${query}`, { method: 'POST', body, headers }).catch(() => ({
        status: 0,
      }))
    ).status
  /** What comes back for octets that no client would write. */
  const raw = (request: string) => text(connect(port, '127.0.0.1').end(request))
  return {
    taught,
    post,
    raw,
    get: async (path: string) => (await fetch(`http://127.0.0.1:${port}${path}`)).status,
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}

test('a lesson with the token → 202, and taught as it came', async () => {
  await using hooks = await openHooks()
  expect(await hooks.post(`class=spam&user=${claire}`, 'Subject: é\r\n\r\n')).toBe(202)
  expect(hooks.taught).toEqual([
    { class: 'spam', mailbox: claire, content: Buffer.from('Subject: é\r\n\r\n') },
  ])
})

test.each([
  ['no token', `class=spam&user=${claire}`, {}, 403],
  ['another token', `class=spam&user=${claire}`, { authorization: 'Bearer tokem' }, 403],
  ['another class', `class=virus&user=${claire}`, right, 400],
  ['no user', 'class=ham', right, 400],
  ['no address', 'class=ham&user=root', right, 400],
])('%s → refused, nothing taught', async (_what, query, headers, status) => {
  await using hooks = await openHooks()
  expect(await hooks.post(query, 'x', headers)).toBe(status)
  expect(hooks.taught).toEqual([])
})

test('a message that is too large → not taken into memory', async () => {
  await using hooks = await openHooks()
  expect(await hooks.post(`class=ham&user=${claire}`, 'x'.repeat(1_000_000))).not.toBe(202)
  expect(hooks.taught).toEqual([])
})

test('no room for lessons → 503', async () => {
  await using hooks = await openHooks(false)
  expect(await hooks.post(`class=ham&user=${claire}`, 'x')).toBe(503)
})

test('health, and what there is not → 200 and 404', async () => {
  await using hooks = await openHooks()
  expect(await hooks.get('/health')).toBe(200)
  expect(await hooks.get('/learn')).toBe(404)
})

test.each(['GET //', 'GET http://[', 'POST //'])(
  '%s, which is no URL → 400, and the next is answered',
  async (line) => {
    await using hooks = await openHooks()
    expect(await hooks.raw(`${line} HTTP/1.1\r\nHost: worker\r\nConnection: close\r\n\r\n`)).toMatch(
      /^HTTP\/1.1 400 /,
    )
    expect(await hooks.get('/health')).toBe(200)
  },
)
