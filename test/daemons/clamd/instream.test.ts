import { once } from 'node:events'
import type { Socket } from 'node:net'
import { expect, test } from 'vitest'
import { scanWithClamd } from '#daemons/clamd/instream.ts'
import { countedBody } from '#test/support/counted-body.ts'
import { fakeClamd } from '#test/support/fake-clamd.ts'
import { tcpListener } from '#test/support/tcp-listener.ts'

const head = Buffer.from('Subject: x\r\n\r\n')
const minute = () => AbortSignal.timeout(60_000)

test('a spooled message → streamed to its last octet, one frame for each piece', async () => {
  await using clamd = await fakeClamd()
  const { body, octets } = countedBody({ pieces: 20, pieceBytes: 100_000 })
  const { host, port } = clamd.listener
  expect(await scanWithClamd({ host, port, deadline: minute() }, { head, body })).toEqual({
    ok: true,
    value: { kind: 'clean' },
  })
  expect(clamd.streams[0]?.equals(Buffer.concat([head, octets]))).toBe(true)
})

test('clamd that does not read → the spool is read no further than the sockets hold', async () => {
  const connected = Promise.withResolvers<Socket>()
  await using clamd = await tcpListener((socket) => connected.resolve(socket.pause()))
  const { body, taken } = countedBody({ pieces: 400, pieceBytes: 256 * 1024 })
  const over = new AbortController()
  const { host, port } = clamd
  const scan = scanWithClamd({ host, port, deadline: over.signal }, { head, body })
  await connected.promise
  await taken.untilStill()
  expect(taken.count()).toBeLessThan(100)
  over.abort()
  expect(await scan).toEqual({ ok: false, error: 'timed out' })
})

test('the deadline passes → the connection is given up, so clamd may stop as well', async () => {
  const closed = Promise.withResolvers<unknown>()
  await using clamd = await tcpListener((socket) => void once(socket.resume(), 'close').then(closed.resolve))
  const { body } = countedBody({ pieces: 2, pieceBytes: 10 })
  const { host, port } = clamd
  const scan = await scanWithClamd({ host, port, deadline: AbortSignal.timeout(50) }, { head, body })
  expect(scan).toEqual({ ok: false, error: 'timed out' })
  await closed.promise
})
