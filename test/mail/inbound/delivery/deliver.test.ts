import { expect, test } from 'vitest'
import { scored } from '#test/support/daemons/fake-rspamd.ts'
import { gatewayUnderTest } from '#test/support/gateway/gateway-under-test.ts'

const message = 'From: s@away.test\r\nSubject: x\r\n\r\nHello'

test('a clean message to a mailbox → 250 with its id, delivered once with our trace fields', async () => {
  await using run = await gatewayUnderTest()
  const reply = await run.deliver(message)
  expect(reply).toMatch(/^250 2\.0\.0 OK, received as [0-9A-Z]{26}$/)
  const id = reply.slice(-26)
  const [delivered] = run.lmtp.delivered
  expect(run.lmtp.delivered).toHaveLength(1)
  expect(delivered?.from).toBe('sender@away.test')
  expect(delivered?.recipient).toBe('a@ours.test')
  expect(delivered?.message).toMatch(
    new RegExp(
      `^X-Vaguemestre-Findings: v1;(?:\r\n\t[^\r]+)+\r\nReceived: from client.test \\(\\[127.0.0.1\\]\\)\r\n\tby mx.ours.test \\(Vaguemestre\\) with ESMTP\r\n\tid ${id} for <a@ours.test>;\r\n\t.* \\+0000\r\nAuthentication-Results: mx.ours.test;`,
    ),
  )
  expect(delivered?.message.endsWith(`${message}\r\n`)).toBe(true)
})

test('an alias and one of its members → each mailbox once', async () => {
  await using run = await gatewayUnderTest()
  expect(await run.deliver(message, ['list@ours.test', 'a@ours.test'])).toMatch(/^250/)
  expect(run.lmtp.delivered.map((each) => each.recipient).sort()).toEqual(['a@ours.test', 'b@ours.test'])
})

test('1,000 recipients → all delivered, ten transactions on few connections', async () => {
  await using run = await gatewayUnderTest()
  const recipients = Array.from({ length: 1000 }, (_, index) => `many${index}@ours.test`)
  expect(await run.deliver(message, recipients)).toMatch(/^250/)
  expect(run.lmtp.delivered.map((each) => each.recipient).sort()).toEqual([...recipients].sort())
  expect(run.lmtp.bodies).toBe(10)
  expect(run.lmtp.listener.taken).toBe(2)
})

test('a virus → 554 5.7.0', async () => {
  await using run = await gatewayUnderTest()
  run.clamd.answer = 'stream: Eicar-Test-Signature FOUND\0'
  expect(await run.deliver(message)).toMatch(/^554 5\.7\.0/)
  expect(run.lmtp.delivered).toEqual([])
})

test('an archive that unpacks to more than clamd looks at → 554 5.7.0 that says so, not a virus', async () => {
  await using run = await gatewayUnderTest()
  run.clamd.answer = 'stream: Heuristics.Limits.Exceeded.MaxRecursion FOUND\0'
  expect(await run.deliver(message)).toMatch(/^554 5\.7\.0 The message or an archive in it is too large/)
  expect(run.lmtp.delivered).toEqual([])
})

test('a score over the limits → junk field, then 550 5.7.1', async () => {
  await using run = await gatewayUnderTest()
  run.rspamd.answer = scored(7)
  expect(await run.deliver(`X-Vaguemestre-Junk: no\r\n${message}`)).toMatch(/^250/)
  expect(run.lmtp.delivered[0]?.message.match(/x-vaguemestre-junk: .*/gi)).toEqual([
    'X-Vaguemestre-Junk: yes',
  ])
  run.rspamd.answer = scored(15)
  expect(await run.deliver(message)).toMatch(/^550 5\.7\.1/)
  run.rspamd.answer = scored(0, ['GTUBE'])
  expect(await run.deliver(message)).toMatch(/^550 5\.7\.1/)
})

test('one delivered, one deferred by LMTP → 250 and one row that waits', async () => {
  await using run = await gatewayUnderTest()
  run.lmtp.reply = (moment, recipient) =>
    moment === 'end' && recipient[0] === 'b' ? '451 4.2.0 later' : null
  expect(await run.deliver(message, ['a@ours.test', 'b@ours.test'])).toMatch(/^250/)
  expect(run.kept).toHaveLength(1)
  expect(run.kept[0]?.recipients).toMatchObject([{ recipient: 'b@ours.test', why: { kind: 'waiting' } }])
  expect(run.kept[0]?.content.toString()).toBe(run.lmtp.delivered[0]?.message)
})

test('one delivered, one refused by LMTP after data → 250 and one row that is held', async () => {
  await using run = await gatewayUnderTest()
  run.lmtp.reply = (moment, recipient) => (moment === 'end' && recipient[0] === 'b' ? '550 5.7.1 no' : null)
  expect(await run.deliver(message, ['a@ours.test', 'b@ours.test'])).toMatch(/^250/)
  expect(run.kept[0]?.recipients).toMatchObject([
    {
      recipient: 'b@ours.test',
      why: { kind: 'held', reason: 'delivery-refused' },
      lastReply: '550 5.7.1 no',
    },
  ])
})

test('one delivered, one over quota → 250 and one row that waits for room, with all that Dovecot said', async () => {
  await using run = await gatewayUnderTest()
  const said = '552 5.2.2 <b@ours.test> Quota exceeded (mailbox for user is full)'
  run.lmtp.reply = (moment, recipient) => (moment === 'end' && recipient[0] === 'b' ? said : null)
  const reply = await run.deliver(message, ['a@ours.test', 'b@ours.test'])
  expect(reply).toMatch(/^250/)
  expect(run.kept[0]?.recipients).toMatchObject([
    { recipient: 'b@ours.test', why: { kind: 'waiting' }, lastReply: said },
  ])
  const settled = run.events.find((event) => event.event === 'mail.settled' && event.recipient[0] === 'b')
  expect(settled).toMatchObject({ outcome: 'waiting', reason: 'mailbox-full', reply: said })
  const queueId = reply.slice(-26)
  expect(run.events).toContainEqual({ event: 'mail.kept', queueId, keptAs: queueId, recipients: 1 })
})

test('one over quota, one refused, nobody has it → 451: at the retry RCPT tells whether the grace is over', async () => {
  await using run = await gatewayUnderTest()
  run.lmtp.reply = (moment, recipient) => {
    if (moment !== 'end') return null
    return recipient[0] === 'b' ? '552 5.2.2 full' : '550 5.7.1 no'
  }
  expect(await run.deliver(message, ['a@ours.test', 'b@ours.test'])).toMatch(/^451 4\.3\.0/)
  expect(run.kept).toEqual([])
})

test('the connection breaks between two LMTP answers → the first is delivered, the second waits', async () => {
  await using run = await gatewayUnderTest()
  run.lmtp.reply = (moment, recipient) => (moment === 'end' && recipient[0] === 'b' ? 'drop' : null)
  expect(await run.deliver(message, ['a@ours.test', 'b@ours.test'])).toMatch(/^250/)
  expect(run.kept[0]?.recipients).toMatchObject([{ recipient: 'b@ours.test', why: { kind: 'waiting' } }])
})

test('the row cannot be kept → 451 although somebody has the message', async () => {
  await using run = await gatewayUnderTest()
  run.lmtp.reply = (moment, recipient) => {
    run.databaseDown = moment === 'end'
    return moment === 'end' && recipient[0] === 'b' ? '451 4.2.0 later' : null
  }
  expect(await run.deliver(message, ['a@ours.test', 'b@ours.test'])).toMatch(/^451/)
  const risk = run.events.find(({ event }) => event === 'mail.duplicate-risk')
  expect(risk).toMatchObject({ delivered: 1, notKept: 1 })
})

test('the row cannot be kept and nobody has the message → 451 without a risk of duplicates', async () => {
  await using run = await gatewayUnderTest()
  run.lmtp.reply = (moment) => (moment === 'end' ? '451 4.2.0 later' : null)
  expect(await run.deliver(message, ['a@ours.test', 'b@ours.test'])).toMatch(/^451/)
  expect(run.events.some(({ event }) => event === 'mail.duplicate-risk')).toBe(false)
})

test.each([
  ['552 5.2.2 <b@ours.test> Quota exceeded', '452 4.2.2 Mailbox is full, please try again later'],
  ["550 5.1.1 <b@ours.test> User doesn't exist", '550 5.1.1 The message was refused by the mailbox'],
  ['354 5.0.0 <b@ours.test> what', '451 4.3.0 Temporary failure, please try again later'],
])('behind an alias Dovecot says %s → the sender hears %s, nothing kept', async (said, heard) => {
  await using run = await gatewayUnderTest()
  run.lmtp.reply = (moment) => (moment === 'end' ? said : null)
  expect(await run.deliver(message, ['list@ours.test'])).toBe(heard)
  expect(run.kept).toEqual([])
  expect(run.events.find(({ event }) => event === 'mail.settled')).toMatchObject({ reply: said })
})

test('Dovecot restarted between two messages → the stale connection is replaced, nobody notices', async () => {
  await using run = await gatewayUnderTest()
  expect(await run.deliver(message)).toMatch(/^250/)
  run.lmtp.reply = (moment) => {
    run.lmtp.reply = () => null
    return moment === 'MAIL' ? 'drop' : null
  }
  expect(await run.deliver(message)).toMatch(/^250/)
  expect(run.lmtp.delivered).toHaveLength(2)
  expect(run.lmtp.listener.taken).toBe(2)
})
