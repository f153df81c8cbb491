import { statfsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { gatewayUnderTest } from '#test/support/gateway-under-test.ts'
import { smtpDialogue } from '#test/support/smtp-dialogue.ts'

test('EHLO → what we can do, no AUTH', async () => {
  await using run = await gatewayUnderTest({ maxMessageBytes: 12345 })
  await using dialogue = smtpDialogue(run.port)
  expect(await dialogue.reply()).toBe('220 mx.ours.test ESMTP')
  dialogue.send('EHLO client.test\r\n')
  expect((await dialogue.reply()).split('\n').map((line) => line.slice(4))).toEqual([
    'mx.ours.test',
    'PIPELINING',
    '8BITMIME',
    'SMTPUTF8',
    'ENHANCEDSTATUSCODES',
    'STARTTLS',
    'SIZE 12345',
  ])
})

test('recipients → one reply for each kind of address', async () => {
  await using run = await gatewayUnderTest()
  await using dialogue = await run.greeted()
  await dialogue.run(`
    C: MAIL FROM:<s@away.test>
    S: 250 2.1.0
    C: RCPT TO:<x@foreign.test>
    S: 550 5.7.1 We do not relay
    C: RCPT TO:<nobody@ours.test>
    S: 550 5.1.1 No such mailbox
    C: RCPT TO:<new@ours.test>
    S: 450 4.2.1
    C: RCPT TO:<suspended@ours.test>
    S: 550 5.2.1
    C: RCPT TO:<a@ours.test>
    S: 250 2.1.5
    C: RCPT TO:<Postmaster>
    S: 250 2.1.5
    C: RCPT TO:<"a b"@ours.test>
    S: 553 5.1.3
    C: RCPT TO:<a..b@ours.test>
    S: 553 5.1.3
    C: RCPT TO:<>
    S: 553 5.1.3
    C: RCPT TO:a@ours.test
    S: 501 5.
    C: RCPT TO:<@relay.test:b@ours.test>
    S: 250 2.1.5
  `)
})

test('senders that are no addresses → 553 5.1.7, the null path is one', async () => {
  await using run = await gatewayUnderTest()
  await using dialogue = await run.greeted()
  await dialogue.run(`
    C: MAIL FROM:<nonsense>
    S: 553 5.1.7
    C: MAIL FROM:<a@[192.0.2.256]>
    S: 553 5.1.7
    C: MAIL FROM:<a@b@c.test>
    S: 553 5.1.7
    C: MAIL FROM:<a b@c.test>
    S: 501 5.5.4
    C: MAIL FROM:a@c.test
    S: 501 5.5.4
    C: MAIL FROM:<>
    S: 250 2.1.0
    C: MAIL FROM:<a@away.test>
    S: 503 5.5.1
  `)
})

test.each([
  `${'srs0=hash=tt='.repeat(8)}@list.test`,
  'foo.@docomo.test',
  '.foo..bar@docomo.test',
  '"john doe"@away.test',
  '"a>b@c\\"d"@away.test',
  'u@my_host.away.test',
  'u@[192.0.2.1]',
  'u@[IPv6:2001:db8::1]',
])('MAIL FROM:<%s> → taken, and handed on as it is', async (path) => {
  await using run = await gatewayUnderTest()
  await using dialogue = await run.greeted()
  await dialogue.run(`
    C: MAIL FROM:<${path}> SIZE=100 BODY=8BITMIME
    S: 250 2.1.0
    C: RCPT TO:<a@ours.test>
    S: 250
    C: DATA
    S: 354
    C: From: s@away.test
    C: .
    S: 250 2.0.0
  `)
  expect(run.events.find(({ event }) => event === 'mail.answered')).toMatchObject({ reversePath: path })
  expect(run.lmtp.delivered[0]?.message).toMatch(/\r\n spf=[^;]+;/)
})

test('parameters of extensions that we do not announce → 555 5.5.4', async () => {
  await using run = await gatewayUnderTest()
  await using dialogue = await run.greeted()
  await dialogue.run(`
    C: MAIL FROM:<s@away.test> FOO=bar
    S: 555 5.5.4
    C: MAIL FROM:<s@away.test> RET=FULL
    S: 555 5.5.4
    C: MAIL FROM:<s@away.test> BODY=BINARYMIME
    S: 501 5.5.4
    C: MAIL FROM:<s@away.test> SIZE=1 SIZE=1
    S: 501 5.5.4
    C: mail from: <s@away.test> body=7bit size=100 smtputf8
    S: 250
    C: RCPT TO:<a@ours.test> NOTIFY=NEVER
    S: 555 5.5.4
    C: RCPT TO:<a@ours.test>
    S: 250
  `)
})

test('what the library would word → our words', async () => {
  await using run = await gatewayUnderTest()
  await using dialogue = smtpDialogue(run.port)
  await dialogue.run(`
    S: 220
    C: MAIL FROM:<s@away.test>
    S: 503 5.5.1 Bad sequence
    C: HELO
    S: 501 5.5.4 Syntax error in the argument
    C: EHLO a b
    S: 501 5.5.4
    C: EHLO client.test
    S: 250
    C: VRFY a
    S: 252 2.0.0 Addresses are not verified
    C: VRFY
    S: 501 5.5.4
    C: STARTTLS now
    S: 501 5.5.4
  `)
  await dialogue.run('C: FOO\nS: 500 5.5.1 Command not recognized\n'.repeat(9))
  await dialogue.run('C: FOO\nS: 421 4.7.0 Too many commands')
  expect(await dialogue.reply()).toBe('closed')
})

test('a web page that speaks HTTP → 421 4.7.0 and closed', async () => {
  await using run = await gatewayUnderTest()
  await using dialogue = await run.greeted()
  await dialogue.run('C: POST / HTTP/1.1\nS: 421 4.7.0')
  expect(await dialogue.reply()).toBe('closed')
})

test('an address beyond ASCII → only with SMTPUTF8', async () => {
  await using run = await gatewayUnderTest()
  await using dialogue = await run.greeted()
  await dialogue.run(`
    C: MAIL FROM:<zoë@away.test>
    S: 553 5.6.7
    C: MAIL FROM:<a@xn--bcher-kva.test>
    S: 250
    C: RCPT TO:<mélanie@ours.test>
    S: 553 5.6.7
    C: RSET
    S: 250
    C: MAIL FROM:<zoë@bücher.test> SMTPUTF8
    S: 250
    C: RCPT TO:<mélanie@ours.test>
    S: 250
    C: DATA
    S: 354
    C: From: zoë@bücher.test
    C: .
    S: 250 2.0.0
  `)
  expect(run.lmtp.delivered[0]?.message).toContain('with UTF8SMTP\r\n')
})

test('SIZE over the limit at MAIL → 552 5.3.4', async () => {
  await using run = await gatewayUnderTest({ maxMessageBytes: 5000 })
  await using dialogue = await run.greeted()
  await dialogue.run(
    'C: MAIL FROM:<s@away.test> SIZE=5001\nS: 552 5.3.4\nC: MAIL FROM:<s@away.test> SIZE=5000\nS: 250',
  )
})

test('data over the limit without SIZE → 552 5.3.4 and nothing delivered', async () => {
  await using run = await gatewayUnderTest({ maxMessageBytes: 5000 })
  expect(await run.deliver(`Subject: x\r\n\r\n${'x'.repeat(70)}\r\n`.repeat(100))).toMatch(/^552 5\.3\.4/)
  expect(run.lmtp.delivered).toEqual([])
})

test('more recipients than allowed → 452 4.5.3, the others are served', async () => {
  await using run = await gatewayUnderTest({ maxRecipients: 2 })
  await using dialogue = await run.greeted()
  await dialogue.run(`
    C: MAIL FROM:<s@away.test>
    S: 250
    C: RCPT TO:<a@ours.test>
    S: 250
    C: RCPT TO:<b@ours.test>
    S: 250
    C: RCPT TO:<c@ours.test>
    S: 452 4.5.3
    C: RCPT TO:<a@ours.test>
    S: 250
    C: DATA
    S: 354
    C: From: s@away.test
    C: .
    S: 250 2.0.0
  `)
  expect(run.lmtp.delivered.map((each) => each.recipient)).toEqual(['a@ours.test', 'b@ours.test'])
})

test('more connections than allowed → 421 4.7.0', async () => {
  await using run = await gatewayUnderTest({ maxConnections: 1 })
  await using first = await run.greeted()
  await using second = smtpDialogue(run.port)
  expect(await second.reply()).toMatch(/^421 4\.7\.0/)
  expect(await second.reply()).toBe('closed')
  await first.run('C: NOOP\nS: 250')
})

test('silence → 421 4.4.2 and closed', async () => {
  await using run = await gatewayUnderTest({ idleTimeoutSeconds: 0.2 })
  await using dialogue = await run.greeted()
  expect(await dialogue.reply()).toMatch(/^421 4\.4\.2/)
  expect(await dialogue.reply()).toBe('closed')
})

test('a client that speaks before the greeting → 554 5.5.1 and closed', async () => {
  await using run = await gatewayUnderTest({ greetingDelayMilliseconds: 500 })
  await using dialogue = smtpDialogue(run.port)
  dialogue.send('EHLO early.test\r\nMAIL FROM:<s@away.test>\r\n')
  expect(await dialogue.reply()).toMatch(/^554 5\.5\.1/)
  expect(await dialogue.reply()).toBe('closed')
})

test('free disk below the floor → 452 4.3.1 at MAIL', async () => {
  const { bavail, bsize } = statfsSync('/tmp')
  await using run = await gatewayUnderTest({ freeDiskFloorBytes: bavail * bsize * 2 })
  await using dialogue = await run.greeted()
  await dialogue.run('C: MAIL FROM:<s@away.test>\nS: 452 4.3.1')
})

test('a watched volume that cannot be asked → 452 4.3.1 at MAIL', async () => {
  await using run = await gatewayUnderTest({ watchedDirectories: ['/nowhere-at-all'] })
  await using dialogue = await run.greeted()
  await dialogue.run('C: MAIL FROM:<s@away.test>\nS: 452 4.3.1')
})

test('database down at RCPT → 451 4.3.0, never unknown', async () => {
  await using run = await gatewayUnderTest()
  run.databaseDown = true
  await using dialogue = await run.greeted()
  await dialogue.run('C: MAIL FROM:<s@away.test>\nS: 250\nC: RCPT TO:<nobody@ours.test>\nS: 451 4.3.0')
})

test('commands that would tell or do too much → refused', async () => {
  await using run = await gatewayUnderTest()
  await using dialogue = await run.greeted()
  await dialogue.run(`
    C: VRFY a@ours.test
    S: 252
    C: VRFY nobody@ours.test
    S: 252
    C: EXPN list@ours.test
    S: 500
    C: AUTH PLAIN AGEAYg==
    S: 500
    C: XCLIENT ADDR=192.0.2.1
    S: 500
    C: WIZ x
    S: 500
    C: DATA
    S: 503
    C: QUIT
    S: 221
  `)
  expect(await dialogue.reply()).toBe('closed')
})

test('everything pipelined in one piece → every reply, in order', async () => {
  await using run = await gatewayUnderTest()
  await using dialogue = await run.greeted()
  dialogue.send('MAIL FROM:<s@away.test>\r\nRCPT TO:<a@ours.test>\r\nRCPT TO:<nobody@ours.test>\r\nDATA\r\n')
  for (const expected of [/^250/, /^250/, /^550/, /^354/]) expect(await dialogue.reply()).toMatch(expected)
  dialogue.send(`From: s@away.test\r\n\r\nx\r\n.\r\n${'NOOP\r\n'.repeat(500)}QUIT\r\n`)
  expect(await dialogue.reply()).toMatch(/^250 2\.0\.0/)
  for (let count = 0; count < 500; count++) expect(await dialogue.reply()).toMatch(/^250/)
  expect(await dialogue.reply()).toMatch(/^221/)
})

test('connection dropped in the middle of data → nothing delivered, next client served', async () => {
  await using run = await gatewayUnderTest()
  const dialogue = await run.greeted()
  await dialogue.run('C: MAIL FROM:<s@away.test>\nS: 250\nC: RCPT TO:<a@ours.test>\nS: 250\nC: DATA\nS: 354')
  dialogue.send(`Subject: half\r\n\r\n${'x'.repeat(2_000_000)}`)
  dialogue.socket.end()
  expect(await dialogue.reply()).not.toMatch(/^250/)
  expect(await run.deliver('From: s@away.test\r\nSubject: whole\r\n\r\nx')).toMatch(/^250/)
  expect(run.lmtp.delivered).toHaveLength(1)
  expect(run.lmtp.delivered[0]?.message).toContain('Subject: whole')
})
