import { type AddressInfo, connect, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import type { Health } from '#core/health.ts'
import { ok } from '#core/result.ts'
import { Secret } from '#core/secret.ts'
import { askHealth } from '#daemons/http/ask-health.ts'
import { claire } from '#test/support/database/commune.ts'
import { eventually } from '#test/support/stack/eventually.ts'
import { listenForHooks } from '#worker/hooks.ts'
import type { Lesson } from '#worker/learning/lesson.ts'
import { LessonQueue } from '#worker/learning/lesson-queue.ts'

const right = { authorization: 'Bearer token' }
const lesson = `class=ham&user=${claire}`
/** The head of a request that carries a lesson. */
const posted = (field: string) =>
  `POST /learn?${lesson} HTTP/1.1\r\nHost: worker\r\nConnection: close\r\nAuthorization: Bearer token\r\n${field}\r\n\r\n`

/** Room for two messages of the largest size, and for so many lessons. */
async function openHooks(mostLessons = 10, health: Health = { kind: 'ready', detail: 'well' }) {
  const taught: Lesson[] = []
  const lessons = new LessonQueue({
    teach: async (lesson) => {
      taught.push(lesson)
      return ok(null)
    },
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    ...{ mostLessons, mostBytes: 2000, pausesMilliseconds: [] },
  })
  const server = await listenForHooks(
    { host: '127.0.0.1', port: 0 },
    {
      health: () => health,
      learn: { token: new Secret('token'), maxMessageBytes: 1000, lessons },
      answerPolicy: async () => ({ status: 200, verdict: { status: 0, msg: '' } }),
    },
  )
  const { port } = server.address() as AddressInfo
  const post = async (query: string, body: string, headers: Record<string, string> = right) =>
    (
      await fetch(`http://127.0.0.1:${port}/learn?${query}`, { method: 'POST', body, headers }).catch(() => ({
        status: 0,
      }))
    ).status
  const open = (request: string): Socket => {
    const socket = connect(port, '127.0.0.1')
    socket.write(request)
    return socket
  }
  /** What comes back for octets that no client would write. */
  const raw = (request: string) => text(open(request))
  return {
    taught,
    post,
    open,
    raw,
    askHealth: () => askHealth({ host: '127.0.0.1', port }),
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

test('a message that is too large → 413, nothing taught', async () => {
  await using hooks = await openHooks()
  expect(await hooks.raw(posted('Content-Length: 1001'))).toMatch(/^HTTP\/1.1 413 /)
  expect(hooks.taught).toEqual([])
})

test('a message whose length nobody says → 411, nothing taught', async () => {
  await using hooks = await openHooks()
  expect(await hooks.raw(`${posted('Transfer-Encoding: chunked')}1\r\nx\r\n0\r\n\r\n`)).toMatch(
    /^HTTP\/1.1 411 /,
  )
  expect(hooks.taught).toEqual([])
})

test('as many messages on their way as find room → 503 for the next, 202 once one of them broke off', async () => {
  await using hooks = await openHooks()
  const slow = [hooks.open(posted('Content-Length: 1000')), hooks.open(posted('Content-Length: 1000'))]
  await eventually('no room', async () => ((await hooks.post(lesson, 'x')) === 503 ? true : null))
  for (const socket of slow) socket.destroy()
  await eventually('room', async () => ((await hooks.post(lesson, 'x')) === 202 ? true : null))
})

test('no room for lessons → 503', async () => {
  await using hooks = await openHooks(0)
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

test('health of each kind → asked for over HTTP, it arrives as it was said; what is degraded answers 200', async () => {
  for (const kind of ['ready', 'degraded'] as const) {
    await using hooks = await openHooks(0, { kind, detail: kind })
    expect(await hooks.askHealth()).toEqual({ kind, detail: kind })
    expect(await hooks.get('/health')).toBe(200)
  }
  await using hooks = await openHooks(0, { kind: 'not-ready', detail: 'no database' })
  expect(await hooks.askHealth()).toMatchObject({
    kind: 'not-ready',
    detail: expect.stringMatching(/: 503 no database$/),
  })
})
