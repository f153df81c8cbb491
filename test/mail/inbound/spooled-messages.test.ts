// Messages beyond what memory takes, several at once: their readers lend each other buffers, and no octet of one may come to
// another, nor a line be cut where a piece ends.

import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { fakeLmtp } from '#test/support/daemons/fake-lmtp.ts'
import { gatewayUnderTest } from '#test/support/gateway/gateway-under-test.ts'
import { senderRecords, signed } from '#test/support/signing/signed-message.ts'

/** Lines of uneven length with white space that relaxed canonicalisation folds, some of them to be stuffed. */
function large(name: string): string {
  const lines = Array.from({ length: 30_000 }, (_, at) => {
    const line = `${name} ${at}  ${'x'.repeat((at * 7) % 91)}\t `
    return at % 10 === 0 ? `.${line}` : line
  })
  return `From: ${name}@away.test\r\nSubject: ${name}\r\n\r\n${lines.join('\r\n')}\r\n`
}

/** As a client sends it (RFC 5321 §4.5.2). */
const stuffed = (message: string): string => message.replaceAll('\r\n.', '\r\n..')
const bodyOf = (message: string): string => message.slice(message.indexOf('\r\n\r\n') + 4)
const digest = (text: string): string => createHash('sha256').update(text.trimEnd(), 'latin1').digest('hex')

test('six signed messages of two megabytes at once → each scored, scanned, verified and delivered as it came', async () => {
  await using lmtp = await fakeLmtp()
  await using run = await gatewayUnderTest({
    filteringTimeoutSeconds: 30,
    authenticationTimeoutSeconds: 30,
    lmtp: { host: '127.0.0.1', port: lmtp.listener.port, timeoutSeconds: 30 },
  })
  for (const [name, records] of senderRecords('away.test')) run.dns.records.set(name, records)
  const messages = await Promise.all(
    ['anne', 'boris', 'chloe', 'denis', 'elise', 'farid'].map((name) => signed(large(name), 'away.test')),
  )
  const bodies = messages.map((message) => digest(bodyOf(message))).sort()
  const replies = await Promise.all(messages.map((message) => run.deliver(stuffed(message))))
  expect(replies.map((reply) => reply.slice(0, 3))).toEqual(messages.map(() => '250'))
  const delivered = lmtp.delivered.map(({ message }) => message)
  expect(delivered.map((message) => digest(bodyOf(message))).sort()).toEqual(bodies)
  for (const message of delivered) expect(message).toMatch(/dkim=pass/)
  expect(run.clamd.streams.map((stream) => digest(bodyOf(stream.toString('latin1')))).sort()).toEqual(bodies)
  const scanned = run.rspamd.requests.map((request) => digest(bodyOf(bodyOf(request))))
  expect(scanned.sort()).toEqual(bodies)
})
