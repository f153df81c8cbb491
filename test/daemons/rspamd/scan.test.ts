import type { Socket } from 'node:net'
import { expect, test } from 'vitest'
import { bodyInMemory } from '#core/message/message-content.ts'
import { scanSentWithRspamd, scanWithRspamd } from '#daemons/rspamd/scan.ts'
import { redisSymbol } from '#daemons/rspamd/scan-answer.ts'
import { answered, fakeRspamd } from '#test/support/daemons/fake-rspamd.ts'
import { address } from '#test/support/database/commune.ts'
import { countedBody } from '#test/support/gateway/counted-body.ts'
import { tcpListener } from '#test/support/world/tcp-listener.ts'

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

const sent = { queueId: 'q', from: address('a@ours.test'), recipients: [address('s@away.test')] }
const scanned = { is_skipped: false, score: 4, action: 'no action' }
const redis = { [redisSymbol]: { score: 0 } }

test('a message of somebody who signed in → asked with the settings for such, and no verdict about strangers', async () => {
  await using rspamd = await fakeRspamd()
  const { host, port } = rspamd.listener
  const access = { host, port, deadline: AbortSignal.timeout(60_000) }
  rspamd.answer = answered({ ...scanned, symbols: { ...redis, SUBJ_ALL_CAPS: { score: 3 } } })
  const answer = await scanSentWithRspamd(access, { head, body: bodyInMemory(Buffer.from('x')) }, sent)
  expect(answer).toEqual({ ok: true, value: { score: 4, symbols: { SUBJ_ALL_CAPS: 3 } } })
  const [request = ''] = rspamd.requests
  expect(request).toContain('\r\nSettings-Id: sent\r\n')
  expect(request).not.toMatch(/\r\n(SPF|DKIM|DMARC|Settings):/)
})

test.each([
  ['received, without what was seen', scanWithRspamd, { symbols: redis }, 'rspamd did not say what it saw'],
  ['sent, without Redis', scanSentWithRspamd, { symbols: {} }, 'rspamd had no answer from Redis'],
  ['sent, skipped', scanSentWithRspamd, { symbols: redis, is_skipped: true }, 'the scan was skipped'],
])('%s → no answer', async (_what, scan, said, error) => {
  await using rspamd = await fakeRspamd()
  const { host, port } = rspamd.listener
  rspamd.answer = answered({ ...scanned, ...said })
  const access = { host, port, deadline: AbortSignal.timeout(60_000) }
  expect(await scan(access, { head, body: bodyInMemory(Buffer.from('x')) }, about)).toEqual({
    ok: false,
    error,
  })
})
