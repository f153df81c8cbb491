import { expect, test } from 'vitest'
import { bodyInMemory } from '#core/message/message-content.ts'
import { deliverByLmtp } from '#daemons/lmtp/deliver-by-lmtp.ts'
import { beginLmtpDelivery } from '#daemons/lmtp/early-lmtp-delivery.ts'
import { LmtpPool } from '#daemons/lmtp/lmtp-pool.ts'
import { type FakeLmtp, fakeLmtp, type LmtpMoment } from '#test/support/daemons/fake-lmtp.ts'
import { address } from '#test/support/database/commune.ts'
import { eventually } from '#test/support/stack/eventually.ts'

const poolOn = ({ listener }: FakeLmtp, maxConnections = 4) =>
  new LmtpPool({
    host: listener.host,
    port: listener.port,
    hostname: 'mx.ours.test',
    timeoutMilliseconds: 1_000,
    maxConnections,
  })

const envelope = { reversePath: '' as const, recipients: [address('a@ours.test')] }
const content = { head: Buffer.from('Subject: x\r\n\r\n'), body: bodyInMemory(Buffer.from('x\r\n')) }

/** Every moment that the server was asked about, in order. */
function moments(lmtp: FakeLmtp): LmtpMoment[] {
  const asked: LmtpMoment[] = []
  lmtp.reply = (moment) => {
    asked.push(moment)
    return null
  }
  return asked
}

const asked = (name: string, all: readonly LmtpMoment[], moment: LmtpMoment) =>
  eventually(name, async () => (all.includes(moment) ? true : null))

test('begun, then its content → the envelope was sent before, one answer, delivered once', async () => {
  await using lmtp = await fakeLmtp()
  await using pool = poolOn(lmtp)
  const seen = moments(lmtp)
  using begun = beginLmtpDelivery(pool, envelope)
  await asked('RCPT', seen, 'RCPT')
  expect(seen).toEqual(['connect', 'LHLO', 'MAIL', 'RCPT'])
  expect(await begun.complete(content)).toMatchObject([{ kind: 'answered', reply: { code: 250 } }])
  expect(lmtp.delivered).toMatchObject([{ recipient: 'a@ours.test', message: 'Subject: x\r\n\r\nx\r\n' }])
})

test('begun and disposed → nothing is delivered, and the connection serves the next message', async () => {
  await using lmtp = await fakeLmtp()
  await using pool = poolOn(lmtp, 1)
  beginLmtpDelivery(pool, envelope)[Symbol.dispose]()
  expect(await deliverByLmtp(pool, { ...envelope, content })).toMatchObject([{ reply: { code: 250 } }])
  expect(lmtp.bodies).toBe(1)
  expect(lmtp.delivered).toHaveLength(1)
  expect(lmtp.listener.taken).toBe(1)
})

test('a third at once, or no connection left → null at once, and Dovecot hears nothing of it', async () => {
  await using lmtp = await fakeLmtp()
  await using pool = poolOn(lmtp)
  using _one = beginLmtpDelivery(pool, envelope)
  using two = beginLmtpDelivery(pool, envelope)
  using third = beginLmtpDelivery(pool, envelope)
  expect(await third.complete(content)).toBeNull()
  await two.complete(content)
  using again = beginLmtpDelivery(pool, envelope)
  expect(await again.complete(content)).toMatchObject([{ reply: { code: 250 } }])
  await using small = poolOn(lmtp, 1)
  const { promise: taken, resolve: letGo } = Promise.withResolvers<void>()
  const other = small.use(new AbortController().signal, () => taken)
  using full = beginLmtpDelivery(small, envelope)
  expect(await full.complete(content)).toBeNull()
  letGo()
  await other
  expect(lmtp.delivered).toHaveLength(2)
})

test.each<[LmtpMoment, string]>([
  ['MAIL', '451 4.3.0 not now'],
  ['MAIL', '503 5.5.1 out of sequence'],
  ['RCPT', '552 5.2.2 full'],
  ['RCPT', '421 4.3.2 shutting down'],
  ['DATA', '451 4.3.0 not now'],
  ['RCPT', 'drop'],
  ['DATA', 'drop'],
  ['connect', 'drop'],
])('%s answered by %s → null, nothing delivered, and the next message goes its way', async (at, reply) => {
  await using lmtp = await fakeLmtp()
  await using pool = poolOn(lmtp)
  lmtp.reply = (moment) => (moment === at ? reply : null)
  using begun = beginLmtpDelivery(pool, envelope)
  expect(await begun.complete(content)).toBeNull()
  expect(lmtp.bodies).toBe(0)
  lmtp.reply = () => null
  expect(await deliverByLmtp(pool, { ...envelope, content })).toMatchObject([{ reply: { code: 250 } }])
})

test.each([
  ['closed', ''],
  ['told that Dovecot stops, and closed', '421 4.3.2 Shutting down\r\n'],
])(
  'the connection is %s while the filters work → null, and the ordinary delivery opens another one',
  async (_how, last) => {
    await using lmtp = await fakeLmtp()
    await using pool = poolOn(lmtp)
    const seen = moments(lmtp)
    using begun = beginLmtpDelivery(pool, envelope)
    await asked('RCPT', seen, 'RCPT')
    lmtp.listener.closeAll(last)
    await eventually('the end of it', () => (lmtp.listener.open === 0 ? true : null))
    expect(await begun.complete(content)).toBeNull()
    expect(await deliverByLmtp(pool, { ...envelope, content })).toMatchObject([{ reply: { code: 250 } }])
    expect(lmtp.delivered).toHaveLength(1)
  },
)

test.each<[LmtpMoment, string, string]>([
  ['RCPT', 'hang', 'no answer in time'],
  ['end', 'hang', 'no answer in time'],
  ['end', 'drop', 'connection closed'],
])(
  '%s answered by %s → silent, as without beginning: it is not tried a second time',
  async (at, reply, cause) => {
    await using lmtp = await fakeLmtp()
    await using pool = poolOn(lmtp)
    lmtp.reply = (moment) => (moment === at ? reply : null)
    using begun = beginLmtpDelivery(pool, envelope)
    expect(await begun.complete(content)).toEqual([{ kind: 'silent', cause }])
  },
)

test('a body that cannot be read to its end → silent, and the connection is not used again', async () => {
  await using lmtp = await fakeLmtp()
  await using pool = poolOn(lmtp)
  using begun = beginLmtpDelivery(pool, envelope)
  const body = {
    bytes: 3,
    whole: null,
    async *chunks() {
      yield Buffer.from('x')
      throw new Error('EIO')
    },
  }
  expect(await begun.complete({ head: content.head, body })).toEqual([{ kind: 'silent', cause: 'EIO' }])
  expect(await deliverByLmtp(pool, { ...envelope, content })).toMatchObject([{ reply: { code: 250 } }])
  expect(lmtp.listener.taken).toBe(2)
})
