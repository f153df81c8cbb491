import type { Socket } from 'node:net'
import { expect, test } from 'vitest'
import { systemClock } from '#core/clock.ts'
import { bodyInMemory, type MessageContent } from '#core/message/message-content.ts'
import { ClamdPool } from '#daemons/clamd/clamd-pool.ts'
import { type FakeClamd, fakeClamd } from '#test/support/daemons/fake-clamd.ts'
import { countedBody } from '#test/support/gateway/counted-body.ts'
import { eventually } from '#test/support/stack/eventually.ts'
import { type TcpListener, tcpListener } from '#test/support/world/tcp-listener.ts'

const head = Buffer.from('Subject: x\r\n\r\n')
const message: MessageContent = { head, body: bodyInMemory(Buffer.from('x')) }
const within = (deadline: AbortSignal, client = '192.0.2.0/24') => ({ client, deadline })
const minute = () => within(AbortSignal.timeout(60_000))
const clean = { ok: true, value: { kind: 'clean' } }

const poolFor = ({ host, port }: TcpListener, maxSessions = 10) =>
  new ClamdPool({ host, port, maxSessions, longestScanMilliseconds: 200, clock: systemClock })

/** A pool whose one session has scanned a message and waits for the next. */
async function usedPool(clamd: FakeClamd): Promise<ClamdPool> {
  const pool = poolFor(clamd.listener)
  expect(await pool.scan(message, minute())).toEqual(clean)
  return pool
}

test('a spooled message → streamed to its last octet, one frame for each piece', async () => {
  await using clamd = await fakeClamd()
  await using pool = poolFor(clamd.listener)
  const { body, octets } = countedBody({ pieces: 20, pieceBytes: 100_000 })
  expect(await pool.scan({ head, body }, minute())).toEqual(clean)
  expect(clamd.streams[0]?.equals(Buffer.concat([head, octets]))).toBe(true)
})

test('clamd that does not read → the spool is read no further than the sockets hold', async () => {
  const connected = Promise.withResolvers<Socket>()
  await using clamd = await tcpListener((socket) => connected.resolve(socket.pause()))
  await using pool = poolFor(clamd)
  const { body, taken } = countedBody({ pieces: 400, pieceBytes: 256 * 1024 })
  const over = new AbortController()
  const scan = pool.scan({ head, body }, within(over.signal))
  await connected.promise
  await taken.untilStill()
  expect(taken.count()).toBeLessThan(100)
  over.abort()
  expect(await scan).toEqual({ ok: false, error: 'timed out' })
})

test('the deadline passes within a message → the connection is given up, and clamd does not scan half of it', async () => {
  await using clamd = await fakeClamd()
  await using pool = poolFor(clamd.listener)
  async function* chunks(): AsyncGenerator<Buffer> {
    yield Buffer.from('half')
    await new Promise(() => {})
  }
  const body = { bytes: 8, whole: null, chunks }
  const scan = await pool.scan({ head, body }, within(AbortSignal.timeout(50)))
  expect(scan).toEqual({ ok: false, error: 'timed out' })
  await clamd.idle()
  expect(clamd.listener.taken).toBe(1)
})

test('the deadline passes while clamd is at it → its session is taken until clamd has ended, then used again', async () => {
  await using clamd = await fakeClamd()
  clamd.answer = 'hang'
  const { host, port } = clamd.listener
  const access = { host, port, maxSessions: 1, longestScanMilliseconds: 60_000, clock: systemClock }
  await using pool = new ClamdPool(access)
  const over = new AbortController()
  const scan = pool.scan(message, within(over.signal))
  await eventually('the scan', () => clamd.streams.length === 1 || null)
  over.abort()
  expect(await scan).toEqual({ ok: false, error: 'timed out' })
  clamd.answer = 'stream: OK\0'
  const next = pool.scan(message, minute())
  const early = pool.scan(message, within(AbortSignal.timeout(50)))
  expect(await early).toEqual({ ok: false, error: 'no free session in time' })
  for (const socket of clamd.sockets) socket.write('1: stream: Eicar FOUND\0')
  expect(await next).toEqual(clean)
  expect(clamd.listener.taken).toBe(1)
})

test('clamd goes on for longer than it ever may → nobody waits for that', async () => {
  await using clamd = await fakeClamd()
  clamd.answer = 'hang'
  await using pool = poolFor(clamd.listener, 1)
  await pool.scan(message, within(AbortSignal.timeout(50)))
  clamd.answer = 'stream: OK\0'
  expect(await pool.scan(message, minute())).toEqual(clean)
  expect(clamd.listener.taken).toBe(2)
})

test('one client with more than its share → waits, while another is served', async () => {
  await using clamd = await fakeClamd()
  clamd.answer = 'hang'
  await using pool = poolFor(clamd.listener, 8)
  const over = new AbortController()
  const scans = Array.from({ length: 8 }, () => pool.scan(message, within(over.signal)))
  await eventually('the first scans', () => clamd.streams.length === 3 || null)
  clamd.answer = 'stream: OK\0'
  expect(await pool.scan(message, { ...minute(), client: '198.51.100.0/24' })).toEqual(clean)
  expect(clamd.streams).toHaveLength(4)
  over.abort()
  expect(new Set((await Promise.all(scans)).map(({ ok }) => ok))).toEqual(new Set([false]))
})

test('one message after another → one connection; two at once → two', async () => {
  await using clamd = await fakeClamd()
  await using pool = await usedPool(clamd)
  expect(await pool.scan(message, minute())).toEqual(clean)
  expect(clamd.listener.taken).toBe(1)
  expect(await Promise.all([pool.scan(message, minute()), pool.scan(message, minute())])).toEqual([
    clean,
    clean,
  ])
  expect(clamd.listener.taken).toBe(2)
  expect(clamd.streams).toHaveLength(4)
})

test('more messages than sessions → the others wait for their turn, no longer than their deadline', async () => {
  await using clamd = await fakeClamd()
  clamd.answer = 'hang'
  await using pool = poolFor(clamd.listener, 1)
  const over = new AbortController()
  const hung = pool.scan(message, within(over.signal))
  await eventually('the first scan', () => clamd.streams.length === 1 || null)
  expect(await pool.scan(message, within(AbortSignal.timeout(50)))).toEqual({
    ok: false,
    error: 'no free session in time',
  })
  clamd.answer = 'stream: OK\0'
  const next = pool.scan(message, minute())
  over.abort()
  expect(await hung).toEqual({ ok: false, error: 'timed out' })
  expect(await next).toEqual(clean)
})

test('a virus found → the session goes on to the next message', async () => {
  await using clamd = await fakeClamd()
  clamd.answer = 'stream: Eicar FOUND\0'
  await using pool = poolFor(clamd.listener)
  expect(await pool.scan(message, minute())).toEqual({ ok: true, value: { kind: 'virus', name: 'Eicar' } })
  clamd.answer = 'stream: OK\0'
  expect(await pool.scan(message, minute())).toEqual(clean)
  expect(clamd.listener.taken).toBe(1)
})

test('closed by clamd while nothing was asked → the next message goes over a new connection', async () => {
  await using clamd = await fakeClamd()
  await using pool = await usedPool(clamd)
  for (const socket of clamd.sockets) socket.destroy()
  expect(await pool.scan(message, minute())).toEqual(clean)
  expect(clamd.listener.taken).toBe(2)
})

test.each(['COMMAND READ TIMED OUT\n', '2: stream: OK\0'])(
  'clamd says %j unasked → the session is given up, and that is no answer to the next message',
  async (words) => {
    await using clamd = await fakeClamd()
    await using pool = await usedPool(clamd)
    for (const socket of clamd.sockets) socket.write(words)
    await clamd.idle()
    clamd.answer = 'stream: Eicar FOUND\0'
    expect(await pool.scan(message, minute())).toMatchObject({ value: { kind: 'virus' } })
  },
)

test.each(['drop', 'COMMAND READ TIMED OUT\n'])(
  'a session used before ends with %j instead of an answer → sent again whole, over a new connection, once',
  async (ending) => {
    await using clamd = await fakeClamd()
    await using pool = await usedPool(clamd)
    const { body, octets } = countedBody({ pieces: 20, pieceBytes: 100_000 })
    clamd.upcoming.push(ending)
    expect(await pool.scan({ head, body }, minute())).toEqual(clean)
    expect(clamd.listener.taken).toBe(2)
    expect(clamd.streams.map(({ length }) => length)).toEqual([15, 2_000_014, 2_000_014])
    expect(clamd.streams[2]?.equals(Buffer.concat([head, octets]))).toBe(true)
    clamd.upcoming.push(ending, ending)
    expect(await pool.scan(message, minute())).toMatchObject({ ok: false })
    expect(clamd.streams).toHaveLength(5)
  },
)

test('a new connection ends without an answer → an error at once', async () => {
  await using clamd = await fakeClamd()
  clamd.answer = 'drop'
  await using pool = poolFor(clamd.listener)
  expect(await pool.scan(message, minute())).toMatchObject({ ok: false })
  expect(clamd.listener.taken).toBe(1)
})

test.each(['1: stream: OK\0', '3: stream: OK\0', 'stream: OK', '2: stream: OK\0x', '2: stream: OK\n\0', '2'])(
  'the second answer is %j → an error, no second try, and the session is never used again',
  async (words) => {
    await using clamd = await fakeClamd()
    await using pool = await usedPool(clamd)
    clamd.answer = words.replace(/^stream/, '2: stream')
    expect(await pool.scan(message, minute())).toMatchObject({ ok: false })
    expect(clamd.listener.taken).toBe(1)
    await clamd.idle()
  },
)

test('clean before the end of the message → an error', async () => {
  await using clamd = await fakeClamd()
  clamd.answer = 'early:stream: OK\0'
  await using pool = poolFor(clamd.listener)
  const { body } = countedBody({ pieces: 400, pieceBytes: 256 * 1024 })
  expect(await pool.scan({ head, body }, minute())).toMatchObject({ ok: false })
})

test('the pool ends → its sessions do, one at work with its scan', async () => {
  await using clamd = await fakeClamd()
  const pool = await usedPool(clamd)
  clamd.answer = 'hang'
  const over = new AbortController()
  const scan = pool.scan(message, within(over.signal))
  await eventually('the scan', () => clamd.streams.length === 2 || null)
  await pool[Symbol.asyncDispose]()
  for (const socket of clamd.sockets) socket.write('2: stream: OK\0')
  expect(await scan).toEqual(clean)
  await clamd.idle()
})

test.each([
  ['OK', { ok: true, value: { kind: 'clean' } }],
  ['Eicar FOUND', { ok: true, value: { kind: 'virus', name: 'Eicar' } }],
  [
    'Heuristics.Limits.Exceeded.MaxFiles FOUND',
    { ok: true, value: { kind: 'unscannable', limit: 'MaxFiles' } },
  ],
  ['Heuristics.Limits.Exceeded.MaxScanTime FOUND', { ok: true, value: { kind: 'unfinished' } }],
  ['Heuristics.Encrypted.Zip FOUND', { ok: true, value: { kind: 'marked', mark: 'encrypted-archive' } }],
  ['Heuristics.Zip.OverlappingFiles FOUND', { ok: true, value: { kind: 'marked', mark: 'archive-bomb' } }],
  ['PUA.Vaguemestre.script.7.UNOFFICIAL FOUND', { ok: true, value: { kind: 'marked', mark: 'script' } }],
  [
    'Vaguemestre.too-long.7.UNOFFICIAL FOUND',
    { ok: true, value: { kind: 'unscannable', limit: 'MaxFileSize' } },
  ],
  [
    'PUA.Vaguemestre.unheard.7 FOUND',
    { ok: true, value: { kind: 'virus', name: 'PUA.Vaguemestre.unheard.7' } },
  ],
])('stream: %s → %j', async (answer, expected) => {
  await using clamd = await fakeClamd()
  clamd.answer = `stream: ${answer}\0`
  await using pool = poolFor(clamd.listener)
  expect(await pool.scan(message, minute())).toEqual(expected)
})
