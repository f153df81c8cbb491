import { expect, test } from 'vitest'
import { bodyInMemory } from '#core/message/message-content.ts'
import { deliverByLmtp } from '#daemons/lmtp/deliver-by-lmtp.ts'
import { deliveryTimeoutMilliseconds } from '#daemons/lmtp/delivery-timeout.ts'
import { LmtpPool } from '#daemons/lmtp/lmtp-pool.ts'
import { type FakeLmtp, fakeLmtp } from '#test/support/daemons/fake-lmtp.ts'
import { address } from '#test/support/database/commune.ts'
import { leaseSeconds } from '#worker/lease.ts'

const timeoutMilliseconds = 1_000
const longest = deliveryTimeoutMilliseconds(timeoutMilliseconds)

const poolOn = (lmtp: FakeLmtp, maxConnections: number) =>
  new LmtpPool({
    host: lmtp.listener.host,
    port: lmtp.listener.port,
    hostname: 'mx.ours.test',
    timeoutMilliseconds,
    maxConnections,
  })

const messageTo = (count: number) => ({
  reversePath: '' as const,
  recipients: Array.from({ length: count }, (_, index) => address(`many${index}@ours.test`)),
  content: { head: Buffer.from('Subject: x\r\n\r\n'), body: bodyInMemory(Buffer.from('x\r\n')) },
})

async function timed<T>(work: Promise<T>): Promise<{ readonly result: T; readonly milliseconds: number }> {
  const begun = performance.now()
  const result = await work
  return { result, milliseconds: performance.now() - begun }
}

test('every connection taken by others → silent once the time of a delivery is over', async () => {
  await using lmtp = await fakeLmtp()
  await using pool = poolOn(lmtp, 1)
  const { promise: taken, resolve: letGo } = Promise.withResolvers<void>()
  const other = pool.use(new AbortController().signal, () => taken)
  const { result, milliseconds } = await timed(deliverByLmtp(pool, messageTo(1)))
  letGo()
  await other
  expect(result).toEqual([{ kind: 'silent', cause: 'no free connection in time' }])
  expect(milliseconds).toBeLessThan(longest + 3_000)
  expect(await deliverByLmtp(pool, messageTo(1))).toMatchObject([{ kind: 'answered' }])
})

test('a body that cannot be read to its end → silent, and the connection is not used again', async () => {
  await using lmtp = await fakeLmtp()
  await using pool = poolOn(lmtp, 1)
  const { content, ...envelope } = messageTo(1)
  const body = {
    bytes: 3,
    whole: null,
    async *chunks() {
      yield Buffer.from('x')
      throw new Error('EIO')
    },
  }
  const broken = { ...envelope, content: { head: content.head, body } }
  expect(await deliverByLmtp(pool, broken)).toEqual([{ kind: 'silent', cause: 'EIO' }])
  expect(await deliverByLmtp(pool, messageTo(1))).toMatchObject([{ kind: 'answered' }])
  expect(lmtp.listener.taken).toBe(2)
})

test('a used connection that does not answer in time → not tried again', async () => {
  await using lmtp = await fakeLmtp()
  await using pool = poolOn(lmtp, 1)
  await deliverByLmtp(pool, messageTo(1))
  lmtp.reply = () => 'hang'
  const { result, milliseconds } = await timed(deliverByLmtp(pool, messageTo(1)))
  expect(result).toEqual([{ kind: 'silent', cause: 'no answer in time' }])
  expect(milliseconds).toBeLessThan(2 * timeoutMilliseconds)
  expect(lmtp.listener.taken).toBe(1)
})

test('1,000 recipients, each answer slow → those served in time are answered, the rest is silent, all in time', async () => {
  await using lmtp = await fakeLmtp()
  lmtp.delay = (moment) => (moment === 'end' ? timeoutMilliseconds / 2 : 0)
  await using pool = poolOn(lmtp, 2)
  const { result, milliseconds } = await timed(deliverByLmtp(pool, messageTo(1000)))
  expect(milliseconds).toBeLessThan(longest + 3_000)
  expect(result).toHaveLength(1000)
  const answered = result.filter(({ kind }) => kind === 'answered').length
  expect(answered).toBeGreaterThan(0)
  expect(answered).toBe(lmtp.delivered.length)
  expect(result.at(-1)).toMatchObject({ kind: 'silent' })
})

test('the longest delivery → below nine minutes whatever is configured, the claim of a retry is longer', () => {
  for (const timeoutSeconds of [1, 60, 300]) {
    const seconds = deliveryTimeoutMilliseconds(timeoutSeconds * 1000) / 1000
    expect(seconds).toBeLessThan(540)
    expect(seconds).toBeGreaterThanOrEqual(timeoutSeconds)
    const lmtp = { host: '127.0.0.1', port: 1, timeoutSeconds }
    expect(leaseSeconds({ lmtp })).toBeGreaterThan(seconds)
  }
})

test('every recipient refused → the next message on the same connection is delivered', async () => {
  await using lmtp = await fakeLmtp()
  await using pool = poolOn(lmtp, 1)
  lmtp.reply = (moment) => (moment === 'RCPT' ? '552 5.2.2 full' : null)
  expect(await deliverByLmtp(pool, messageTo(2))).toMatchObject([
    { kind: 'answered', reply: { code: 552 } },
    { kind: 'answered', reply: { code: 552 } },
  ])
  lmtp.reply = () => null
  expect(await deliverByLmtp(pool, messageTo(1))).toMatchObject([{ reply: { code: 250 } }])
  expect(lmtp.listener.taken).toBe(1)
})

test('MAIL refused → its reply for everybody, and the connection serves the next message', async () => {
  await using lmtp = await fakeLmtp()
  await using pool = poolOn(lmtp, 1)
  lmtp.reply = (moment) => (moment === 'MAIL' ? '451 4.3.0 not now' : null)
  expect(await deliverByLmtp(pool, messageTo(2))).toMatchObject([
    { reply: { code: 451 } },
    { reply: { code: 451 } },
  ])
  lmtp.reply = () => null
  expect(await deliverByLmtp(pool, messageTo(1))).toMatchObject([{ reply: { code: 250 } }])
})
