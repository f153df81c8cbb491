import { expect, test } from 'vitest'
import { nothingObserved } from '#daemons/rspamd/observation.ts'
import { answered, scored } from '#test/support/daemons/fake-rspamd.ts'
import { type GatewayUnderTest, gatewayUnderTest } from '#test/support/gateway/gateway-under-test.ts'

const message = 'From: s@away.test\r\nSubject: x\r\n\r\nHello'
type Trouble = (run: GatewayUnderTest) => unknown

const plain = { is_skipped: false, score: 0, action: 'no action' }

const troubles: [string, Trouble, RegExp][] = [
  ['rspamd stopped', (run) => run.rspamd[Symbol.asyncDispose](), /^451 4\.3\.0/],
  ['rspamd hung', (run) => (run.rspamd.answer = 'hang'), /^451 4\.3\.0/],
  ['rspamd whose answer never ends', (run) => (run.rspamd.answer = 'trickle'), /^451 4\.3\.0/],
  ['rspamd dropping the connection', (run) => (run.rspamd.answer = 'drop'), /^451 4\.3\.0/],
  ['rspamd speaking garbage', (run) => (run.rspamd.answer = '\x16\x03\x01garbage'), /^451 4\.3\.0/],
  ['rspamd with an empty answer', (run) => (run.rspamd.answer = answered('')), /^451 4\.3\.0/],
  ['rspamd with half an answer', (run) => (run.rspamd.answer = scored(0).slice(0, -20)), /^451 4\.3\.0/],
  ['rspamd with JSON that is no object', (run) => (run.rspamd.answer = answered('[1]')), /^451 4\.3\.0/],
  [
    'rspamd without a score',
    (run) => (run.rspamd.answer = answered({ is_skipped: false, action: 'no action', symbols: {} })),
    /^451 4\.3\.0/,
  ],
  [
    'rspamd with a score in words',
    (run) =>
      (run.rspamd.answer = answered({ is_skipped: false, score: 'low', action: 'no action', symbols: {} })),
    /^451 4\.3\.0/,
  ],
  [
    'rspamd that skipped the scan',
    (run) => (run.rspamd.answer = answered({ is_skipped: true, score: 0, action: 'no action', symbols: {} })),
    /^451 4\.3\.0/,
  ],
  [
    'rspamd that scored without Redis',
    (run) =>
      (run.rspamd.answer = answered({ is_skipped: false, score: 0, action: 'no action', symbols: {} })),
    /^451 4\.3\.0/,
  ],
  [
    'rspamd with an error inside 200',
    (run) => (run.rspamd.answer = answered({ error: 'no memory' })),
    /^451 4\.3\.0/,
  ],
  [
    'rspamd answering 500',
    (run) => (run.rspamd.answer = scored(0).replace('200 OK', '500 Oops')),
    /^451 4\.3\.0/,
  ],
  [
    'rspamd that did not say what it saw',
    (run) => (run.rspamd.answer = answered({ ...plain, symbols: { REDIS_ANSWERS: { score: 0 } } })),
    /^451 4\.3\.0/,
  ],
  [
    'rspamd that says nonsense of what it saw',
    (run) =>
      (run.rspamd.answer = answered({
        ...plain,
        symbols: { REDIS_ANSWERS: { score: 0 } },
        milter: { observed: { ...nothingObserved, attachments: [{ name: 7 }] } },
      })),
    /^451 4\.3\.0/,
  ],
  ['policies that cannot be read', (run) => (run.trouble = { of: 'policies', kind: 'down' }), /^451 4\.3\.0/],
  ['policies that never come', (run) => (run.trouble = { of: 'policies', kind: 'hung' }), /^451 4\.3\.0/],
  [
    'correspondents that cannot be read',
    (run) => (run.trouble = { of: 'correspondents', kind: 'down' }),
    /^451 4\.3\.0/,
  ],
  [
    'correspondents that never come',
    (run) => (run.trouble = { of: 'correspondents', kind: 'hung' }),
    /^451 4\.3\.0/,
  ],
  ['clamd stopped', (run) => run.clamd[Symbol.asyncDispose](), /^451 4\.3\.0/],
  ['clamd hung', (run) => (run.clamd.answer = 'hang'), /^451 4\.3\.0/],
  ['clamd whose answer never ends', (run) => (run.clamd.answer = 'trickle'), /^451 4\.3\.0/],
  ['clamd dropping the connection', (run) => (run.clamd.answer = 'drop'), /^451 4\.3\.0/],
  ['clamd with an empty answer', (run) => (run.clamd.answer = ''), /^451 4\.3\.0/],
  ['clamd with only a NUL', (run) => (run.clamd.answer = '\0'), /^451 4\.3\.0/],
  ['clamd speaking garbage', (run) => (run.clamd.answer = 'HTTP/1.1 400 Bad\r\n\0'), /^451 4\.3\.0/],
  ['clamd with half an answer', (run) => (run.clamd.answer = 'stream: O'), /^451 4\.3\.0/],
  ['clamd with OK of another file', (run) => (run.clamd.answer = 'stream: OKAY\0'), /^451 4\.3\.0/],
  [
    'clamd over its size limit',
    (run) => (run.clamd.answer = 'early:INSTREAM size limit exceeded. ERROR\0'),
    /^451 4\.3\.0/,
  ],
  [
    'clamd that cannot allocate',
    (run) => (run.clamd.answer = "stream: Can't allocate memory ERROR\0"),
    /^451 4\.3\.0/,
  ],
  ['LMTP stopped', (run) => run.lmtp[Symbol.asyncDispose](), /^451 4\.3\.0/],
  ['LMTP hung at once', (run) => (run.lmtp.reply = () => 'hang'), /^451 4\.3\.0/],
  ['LMTP speaking garbage', (run) => (run.lmtp.reply = () => 'SSH-2.0-OpenSSH'), /^451 4\.3\.0/],
  [
    'LMTP closing',
    (run) => (run.lmtp.reply = (moment) => (moment === 'MAIL' ? '421 4.3.2 bye' : null)),
    /^451 4\.3\.0/,
  ],
  [
    'LMTP hung after data',
    (run) => (run.lmtp.reply = (moment) => (moment === 'end' ? 'hang' : null)),
    /^451 4\.3\.0/,
  ],
  [
    'LMTP dropping after data',
    (run) => (run.lmtp.reply = (moment) => (moment === 'end' ? 'drop' : null)),
    /^451 4\.3\.0/,
  ],
  [
    'LMTP dropping at RCPT',
    (run) => (run.lmtp.reply = (moment) => (moment === 'RCPT' ? 'drop' : null)),
    /^451 4\.3\.0/,
  ],
  [
    'LMTP deferring',
    (run) => (run.lmtp.reply = (moment) => (moment === 'end' ? '451 4.2.0 secret path /x' : null)),
    /^451 4\.2\.0 Temporary failure/,
  ],
  ['the resolver stopped', (run) => run.dns[Symbol.asyncDispose](), /^451 4\.4\.3/],
  ['the resolver silent', (run) => (run.dns.trouble = 'silent'), /^451 4\.4\.3/],
  ['the resolver speaking garbage', (run) => (run.dns.trouble = 'garbage'), /^451 4\.4\.3/],
  ['the resolver failing', (run) => (run.dns.trouble = 'servfail'), /^451 4\.4\.3/],
]

test.concurrent.each(troubles)(
  '%s → deferred, nothing delivered or kept',
  async (_name, trouble, expected) => {
    await using run = await gatewayUnderTest()
    await trouble(run)
    expect(await run.deliver(message)).toMatch(expected)
    expect(run.kept).toEqual([])
    expect(run.events.some(({ event }) => event === 'smtp.bug')).toBe(false)
  },
)

test('rspamd back again → the retry is delivered', async () => {
  await using run = await gatewayUnderTest()
  run.rspamd.answer = 'drop'
  expect(await run.deliver(message)).toMatch(/^451/)
  run.rspamd.answer = scored(0)
  expect(await run.deliver(message)).toMatch(/^250/)
  expect(run.lmtp.delivered).toHaveLength(1)
})

test('soft reject of rspamd → the sender is asked to come back', async () => {
  await using run = await gatewayUnderTest()
  run.rspamd.answer = scored(1, [], { action: 'soft reject' })
  expect(await run.deliver(message)).toMatch(/^451 4\.7\.1/)
})

test('the answer to GTUBE, a scan that rspamd ends at once → refused, not deferred', async () => {
  await using run = await gatewayUnderTest()
  const symbols = { GTUBE: { name: 'GTUBE', score: 0 } }
  run.rspamd.answer = answered({ is_skipped: true, score: 15, action: 'reject', symbols })
  expect(await run.deliver(message)).toMatch(/^550 5\.7\.1/)
})

test('the resolver silent → clamd has seen the message meanwhile', async () => {
  await using run = await gatewayUnderTest()
  run.dns.trouble = 'silent'
  expect(await run.deliver(message)).toMatch(/^451 4\.4\.3/)
  expect(run.clamd.streams).toHaveLength(1)
})

test('a message that is refused before clamd has answered → the scan is given up', async () => {
  await using run = await gatewayUnderTest()
  run.clamd.answer = 'hang'
  expect(await run.deliver(`From: t@away.test\r\n${message}`)).toMatch(/^554 5\.6\.0/)
  await run.clamd.idle()
})
