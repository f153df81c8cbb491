import type { Socket } from 'node:net'
import { expect, test } from 'vitest'
import { scanWithRspamd } from '#daemons/rspamd/scan.ts'
import { address } from '#test/support/commune.ts'
import { countedBody } from '#test/support/counted-body.ts'
import { fakeRspamd } from '#test/support/fake-rspamd.ts'
import { tcpListener } from '#test/support/tcp-listener.ts'

const head = Buffer.from('Subject: x\r\n\r\n')
const about = {
  queueId: 'q',
  clientAddress: '192.0.2.1',
  helo: 'mail.away.test',
  from: address('s@away.test'),
  recipients: [address('a@ours.test')],
  verdict: { spf: 'na', dkim: [], dmarc: 'na' },
  mayGreylist: true,
} as const

test('a spooled message → streamed to its last octet', async () => {
  await using rspamd = await fakeRspamd()
  const { body, octets } = countedBody({ pieces: 20, pieceBytes: 10_000 })
  const { host, port } = rspamd.listener
  const access = { host, port, deadline: AbortSignal.timeout(60_000) }
  expect(await scanWithRspamd(access, { head, body }, about)).toMatchObject({ ok: true })
  expect(rspamd.requests[0]?.endsWith(`\r\n\r\n${head}${octets}`)).toBe(true)
})

test('rspamd that does not read → the spool is read no further than the sockets hold', async () => {
  const connected = Promise.withResolvers<Socket>()
  await using rspamd = await tcpListener((socket) => connected.resolve(socket.pause()))
  const { body, taken } = countedBody({ pieces: 400, pieceBytes: 256 * 1024 })
  const over = new AbortController()
  const access = { host: rspamd.host, port: rspamd.port, deadline: over.signal }
  const scan = scanWithRspamd(access, { head, body }, about)
  await connected.promise
  await taken.untilStill()
  expect(taken.count()).toBeLessThan(100)
  over.abort()
  expect(await scan).toEqual({ ok: false, error: 'timed out' })
})
