import { statfsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { oddReversePaths } from '#test/fixtures/odd-reverse-paths.ts'
import { gatewayUnderTest } from '#test/support/gateway/gateway-under-test.ts'

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

test.each(oddReversePaths)('MAIL FROM:<%s> → taken, and handed on as it is', async (path) => {
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

test.each(['SIZE=100', 'BODY=8BITMIME', 'BODY=7BIT', 'SMTPUTF8', 'size=1 body=7bit', 'FOO=bar'])(
  'HELO, then MAIL with %s → 555 5.5.4, and taken without or after EHLO',
  async (parameters) => {
    await using run = await gatewayUnderTest()
    await using dialogue = await run.greeted()
    await dialogue.run(`
      C: HELO client.test
      S: 250
      C: MAIL FROM:<s@away.test> ${parameters}
      S: 555 5.5.4
      C: MAIL FROM:<s@away.test>
      S: 250
      C: RCPT TO:<a@ours.test>
      S: 250
      C: EHLO client.test
      S: 250
      C: MAIL FROM:<s@away.test> SIZE=100 BODY=8BITMIME SMTPUTF8
      S: 250
    `)
  },
)

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

test('SMTPUTF8 with a MAIL that is refused → does not hold for the next one', async () => {
  await using run = await gatewayUnderTest()
  await using dialogue = await run.greeted()
  await dialogue.run(`
    C: MAIL FROM:<nonsense> SMTPUTF8
    S: 553 5.1.7
    C: MAIL FROM:<zoë@away.test>
    S: 553 5.6.7
    C: MAIL FROM:<s@away.test>
    S: 250
    C: RCPT TO:<mélanie@ours.test>
    S: 553 5.6.7
  `)
})

test('SIZE over the limit at MAIL → 552 5.3.4', async () => {
  await using run = await gatewayUnderTest({ maxMessageBytes: 5000 })
  await using dialogue = await run.greeted()
  await dialogue.run(
    'C: MAIL FROM:<s@away.test> SIZE=5001\nS: 552 5.3.4\nC: MAIL FROM:<s@away.test> SIZE=5000\nS: 250',
  )
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
