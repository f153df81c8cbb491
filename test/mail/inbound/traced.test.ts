import { expect, test } from 'vitest'
import { nothingObserved } from '#daemons/rspamd/observation.ts'
import { answered, scored } from '#test/support/daemons/fake-rspamd.ts'
import { type GatewayUnderTest, gatewayUnderTest } from '#test/support/gateway/gateway-under-test.ts'

const message = 'From: s@away.test\r\nSubject: x\r\n\r\nHello'
const both = ['a@ours.test', 'b@ours.test']
const stopped = { score: null, symbols: {}, findings: [] }

test('delivered → an entry for each mailbox, with what was found and what Dovecot said', async () => {
  await using run = await gatewayUnderTest()
  const reply = await run.deliver(message, ['list@ours.test'])
  expect(run.traced).toMatchObject([
    {
      queueId: reply.slice(-26),
      commune: 'c-1',
      client: '127.0.0.1',
      reversePath: 'sender@away.test',
      authorDomain: 'away.test',
      recipient: 'a@ours.test',
      given: ['list@ours.test'],
      spf: 'none',
      dkim: 'none',
      dmarc: 'none',
      score: 0,
      findings: ['first-contact'],
      outcome: 'delivered',
      reason: 'clean',
      reply: '250 2.0.0 Saved',
    },
    { recipient: 'b@ours.test', given: ['list@ours.test'], outcome: 'delivered' },
  ])
})

test('filed as junk → traced as that, whatever the reason', async () => {
  await using run = await gatewayUnderTest()
  run.rspamd.answer = scored(8)
  await run.deliver(message)
  expect(run.traced).toMatchObject([{ outcome: 'junk', reason: 'junk-score' }])
})

test.each<[readonly string[], readonly (readonly [string, readonly string[]])[]]>([
  [['a@ours.test'], [['a@ours.test', []]]],
  [['A@ours.test'], [['a@ours.test', []]]],
  [['A+Conseil@ours.test'], [['a@ours.test', ['a+conseil@ours.test']]]],
  [
    ['LIST@ours.test', 'a@ours.test'],
    [
      ['a@ours.test', ['list@ours.test', 'a@ours.test']],
      ['b@ours.test', ['list@ours.test']],
    ],
  ],
])('RCPT to %j → each mailbox once, with every way to it', async (recipients, expected) => {
  await using run = await gatewayUnderTest()
  await run.deliver(message, recipients)
  expect(run.traced.map(({ recipient, given }) => [recipient, given])).toEqual(expected)
  run.clamd.answer = 'drop'
  run.traced.splice(0)
  await run.deliver(message, recipients)
  expect(run.traced.map(({ recipient, given }) => [recipient, given])).toEqual(expected)
})

test('a mailbox named in more ways than anybody looks for → twenty of them', async () => {
  await using run = await gatewayUnderTest()
  await run.deliver(
    message,
    Array.from({ length: 30 }, (_, index) => `a+${index}@ours.test`),
  )
  expect(run.traced).toHaveLength(1)
  expect(run.traced[0]?.given).toHaveLength(20)
})

test('many rules matched → the weightiest, those that moved nothing left out', async () => {
  await using run = await gatewayUnderTest()
  const rules = Array.from({ length: 20 }, (_, index) => [`R${index}`, { score: index / 10 }] as const)
  const symbols = { ...Object.fromEntries(rules), REDIS_ANSWERS: { score: 0 }, Ham: { score: -9 } }
  run.rspamd.answer = answered({
    is_skipped: false,
    score: 3,
    action: 'no action',
    symbols,
    milter: { observed: nothingObserved },
  })
  await run.deliver(message)
  expect(Object.keys(run.traced[0]?.symbols ?? {})).toEqual([
    'Ham',
    ...Array.from({ length: 11 }, (_, index) => `R${19 - index}`),
  ])
})

const earlier: [string, (run: GatewayUnderTest) => unknown, string, object][] = [
  [
    'no resolver',
    (run) => run.dns[Symbol.asyncDispose](),
    message,
    { ...stopped, spf: 'unchecked', outcome: 'deferred', reason: 'authentication-unavailable' },
  ],
  [
    'two From fields',
    () => null,
    `From: t@away.test\r\n${message}`,
    { ...stopped, spf: 'unchecked', dmarc: 'unchecked', outcome: 'refused', reason: 'message-malformed' },
  ],
  [
    'a NUL octet',
    () => null,
    `${message}\u0000\r\n`,
    { ...stopped, spf: 'unchecked', dmarc: 'unchecked', outcome: 'refused', reason: 'message-malformed' },
  ],
  [
    'a loop',
    () => null,
    `${'Received: from x by y\r\n'.repeat(51)}${message}`,
    { ...stopped, outcome: 'refused', reason: 'mail-loop' },
  ],
  [
    'rspamd dropping connections',
    (run) => (run.rspamd.answer = 'drop'),
    message,
    { ...stopped, authorDomain: 'away.test', spf: 'none', outcome: 'deferred', reason: 'filter-unavailable' },
  ],
  [
    'clamd dropping connections',
    (run) => (run.clamd.answer = 'drop'),
    message,
    { ...stopped, spf: 'none', outcome: 'deferred', reason: 'scanner-unavailable' },
  ],
]

test.each(earlier)('%s → an entry for each mailbox, without a score', async (_, trouble, text, entry) => {
  await using run = await gatewayUnderTest()
  trouble(run)
  const reply = await run.deliver(text, both)
  expect(run.traced).toMatchObject(both.map((recipient) => ({ recipient, reply, ...entry })))
  expect(run.traced).toHaveLength(2)
})

/** Words that must be found nowhere but in the message. */
const secret = 'Quetzalcoatl'
const secretMail = [
  'From: Elu <elu@away.test>',
  `Subject: Virement ${secret}`,
  'MIME-Version: 1.0',
  'Content-Type: multipart/mixed; boundary=x',
  '',
  '--x',
  'Content-Type: text/plain',
  '',
  `FR76 3000 6000 0112 3456 7890 189 ${secret}`,
  '--x',
  `Content-Type: application/octet-stream; name="${secret}.docm"`,
  `Content-Disposition: attachment; filename="${secret}.docm"`,
  '',
  secret,
  '--x--',
].join('\r\n')

const seen = {
  subject: `Virement ${secret}`,
  text: `FR76 3000 6000 0112 3456 7890 189 ${secret}`,
  attachments: [
    {
      name: `${secret}.docm`,
      declared: 'application/octet-stream',
      detected: 'docm',
      bytes: 12,
      marks: ['macro'],
    },
  ],
}

test.each<[string, (run: GatewayUnderTest) => unknown]>([
  ['held', () => null],
  ['delivered', (run) => (run.rspamd.answer = scored(0, [], { ...seen, attachments: [] }))],
  [
    'refused by Dovecot',
    (run) => {
      run.rspamd.answer = scored(0, [], { ...seen, attachments: [] })
      run.lmtp.reply = (moment) => (moment === 'end' ? '550 5.2.0 no' : null)
    },
  ],
  ['refused', (run) => (run.clamd.answer = 'stream: Eicar-Test-Signature FOUND\0')],
  ['not scored', (run) => (run.rspamd.answer = 'drop')],
  [
    'scored by nonsense',
    (run) =>
      (run.rspamd.answer = answered({
        is_skipped: false,
        score: 0,
        action: 'no action',
        symbols: { REDIS_ANSWERS: { score: 0 } },
        milter: { observed: { ...seen, subject: [secret], attachments: { [secret]: secret } } },
      })),
  ],
  [
    'garbage that quotes it',
    (run) => (run.rspamd.answer = `HTTP/1.1 200 OK\r\nContent-Length: 30\r\n\r\n${secret} ${secret} garbage`),
  ],
])('subject, text and file names, %s → no word of them in trace, log and security log', async (_, change) => {
  await using run = await gatewayUnderTest()
  run.rspamd.answer = scored(0, [], seen)
  change(run)
  await run.deliver(secretMail)
  expect(run.traced.length).toBeGreaterThan(0)
  const written = JSON.stringify([run.traced, run.events, run.noticed])
  expect(written).not.toContain(secret)
  expect(written).not.toContain('3000')
})

test('a message larger than is taken → an entry for each mailbox, with how much came', async () => {
  await using run = await gatewayUnderTest({ maxMessageBytes: 5000 })
  const reply = await run.deliver(`${message}${'x'.repeat(70)}\r\n`.repeat(100), both)
  const refused = { reply, outcome: 'refused', reason: 'message-too-large' }
  expect(run.traced).toMatchObject(both.map((recipient) => ({ recipient, ...refused })))
  expect(run.traced[0]?.bytes).toBeGreaterThan(5000)
})

test('a bare line feed → an entry, refused as malformed', async () => {
  await using run = await gatewayUnderTest()
  await using dialogue = await run.greeted()
  await dialogue.run('C: MAIL FROM:<s@away.test>\nS: 250\nC: RCPT TO:<a@ours.test>\nS: 250\nC: DATA\nS: 354')
  dialogue.send('Subject: x\r\n\r\na\nb\r\n.\r\n')
  expect(await dialogue.reply()).toMatch(/^554 5\.6\.0/)
  expect(run.traced).toMatchObject([{ outcome: 'refused', reason: 'message-malformed' }])
})
