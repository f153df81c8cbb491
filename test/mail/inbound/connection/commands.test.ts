import { expect, test } from 'vitest'
import { gatewayUnderTest } from '#test/support/gateway/gateway-under-test.ts'
import { smtpDialogue } from '#test/support/gateway/smtp-dialogue.ts'
import { secured } from '#test/support/gateway/starttls.ts'

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

test('a client that speaks before the greeting → 554 5.5.1 and closed', async () => {
  await using run = await gatewayUnderTest({ greetingDelayMilliseconds: 500 })
  await using dialogue = smtpDialogue(run.port)
  dialogue.send('EHLO early.test\r\nMAIL FROM:<s@away.test>\r\n')
  expect(await dialogue.reply()).toMatch(/^554 5\.5\.1/)
  expect(await dialogue.reply()).toBe('closed')
  expect(run.noticed).toMatchObject([{ kind: 'early-talker', network: '127.0.0.1' }])
})

test('a client whose line begins before the greeting and ends after it → 554 5.5.1 and closed, noticed', async () => {
  await using run = await gatewayUnderTest({ greetingDelayMilliseconds: 500 })
  await using dialogue = smtpDialogue(run.port)
  dialogue.send('EHLO early.t')
  expect(await dialogue.reply()).toMatch(/^554 5\.5\.1/)
  expect(await dialogue.reply()).toBe('closed')
  expect(run.noticed).toMatchObject([{ kind: 'early-talker', network: '127.0.0.1' }])
})

test('no greeting delay → what is sent at once is answered after the greeting', async () => {
  await using run = await gatewayUnderTest({ greetingDelayMilliseconds: 0, proxyNetworks: ['127.0.0.0/8'] })
  await using dialogue = smtpDialogue(run.port)
  dialogue.send('PROXY TCP4 198.51.100.7 192.0.2.25 40000 25\r\nEHLO early.test\r\n')
  await dialogue.run('S: 220\nS: 250-mx.ours.test')
  expect(run.noticed).toEqual([])
})

test.each(['VRFY', 'EXPN', 'vrfy', 'Expn'])(
  '%s, before and after EHLO → the same for addresses that exist and that do not',
  async (verb) => {
    await using run = await gatewayUnderTest()
    await using early = smtpDialogue(run.port)
    await using greeted = await run.greeted()
    await early.run('S: 220')
    for (const dialogue of [early, greeted]) {
      const answers = new Set<string>()
      for (const address of ['a', 'a@ours.test', 'nobody@ours.test', '<list@ours.test>', 'x@foreign.test']) {
        dialogue.send(`${verb} ${address}\r\n`)
        answers.add(await dialogue.reply())
      }
      expect(answers.size).toBe(1)
    }
  },
)

test.each([
  'AUTH',
  'AUTH PLAIN AGEAYg==',
  'AUTH LOGIN',
  'AUTH XOAUTH2 dXNlcj0=',
  'auth cram-md5',
  'AUTH EXTERNAL =',
])('%s → 500 5.5.1, in the clear and after STARTTLS', async (command) => {
  await using run = await gatewayUnderTest()
  await using plain = await run.greeted()
  await using encrypted = await secured(run)
  await encrypted.run('C: EHLO client.test\nS: 250')
  for (const dialogue of [plain, encrypted])
    await dialogue.run(`C: ${command}\nS: 500 5.5.1\nC: MAIL FROM:<s@away.test> AUTH=<>\nS: 555 5.5.4`)
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
  dialogue.send(`From: s@away.test\r\n\r\nx\r\n.\r\n${'NOOP\r\n'.repeat(99)}QUIT\r\n`)
  expect(await dialogue.reply()).toMatch(/^250 2\.0\.0/)
  for (let count = 0; count < 99; count++) expect(await dialogue.reply()).toMatch(/^250/)
  expect(await dialogue.reply()).toMatch(/^221/)
})
