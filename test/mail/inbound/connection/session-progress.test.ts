import { expect, test } from 'vitest'
import { systemClock } from '#core/clock.ts'
import { gatewayUnderTest } from '#test/support/gateway/gateway-under-test.ts'
import { type SmtpDialogue, smtpDialogue } from '#test/support/gateway/smtp-dialogue.ts'

const recipient = 'MAIL FROM:<s@away.test>\r\nRCPT TO:<a@ours.test>\r\n'

/** Sends the same commands until the session ends: how many were answered before, and the last reply. */
async function untilEnded(dialogue: SmtpDialogue, commands: string) {
  let answered = 0
  for (;;) {
    dialogue.send(commands)
    for (const _line of commands.trimEnd().split('\r\n')) {
      const reply = await dialogue.reply()
      if (reply.startsWith('421')) return { answered, reply }
      answered += 1
    }
  }
}

test.each([
  ['NOOP', 'NOOP\r\n', 99],
  ['RSET', 'RSET\r\n', 99],
  ['VRFY', 'VRFY a\r\n', 99],
  ['MAIL and RSET', 'MAIL FROM:<s@away.test>\r\nRSET\r\n', 99],
  ['MAIL, RCPT and RSET', `${recipient}RSET\r\n`, 148],
  ['the same recipient again and again', 'RCPT TO:<a@ours.test>\r\n', 99],
])(
  '%s without end → 421 4.7.0 after about a hundred commands that bring nothing',
  async (_what, commands, most) => {
    await using run = await gatewayUnderTest()
    await using dialogue = await run.greeted()
    const { answered, reply } = await untilEnded(dialogue, commands)
    expect(reply).toMatch(/^421 4\.7\.0/)
    expect(answered).toBe(most)
    expect(await dialogue.reply()).toBe('closed')
  },
)

test('1000 recipients in one piece, as many that must be sent again, and a message → accepted', async () => {
  await using run = await gatewayUnderTest()
  await using dialogue = await run.greeted()
  await dialogue.run('C: MAIL FROM:<s@away.test>\nS: 250')
  dialogue.send(Array.from({ length: 2000 }, (_, index) => `RCPT TO:<many${index}@ours.test>\r\n`).join(''))
  for (let index = 0; index < 2000; index += 1)
    expect(await dialogue.reply()).toMatch(index < 1000 ? /^250/ : /^452 4\.5\.3/)
  await dialogue.run('C: DATA\nS: 354\nC: From: s@away.test\nC: .\nS: 250')
})

test('recipients that must be sent again without end → 421 4.7.0', async () => {
  await using run = await gatewayUnderTest({ maxRecipients: 1 })
  await using dialogue = await run.greeted()
  await dialogue.run('C: MAIL FROM:<s@away.test>\nS: 250\nC: RCPT TO:<a@ours.test>\nS: 250')
  const { answered, reply } = await untilEnded(dialogue, 'RCPT TO:<b@ours.test>\r\n')
  expect(reply).toMatch(/^421 4\.7\.0/)
  expect(answered).toBe(1098)
})

test('sixty messages in one session → all accepted', async () => {
  await using run = await gatewayUnderTest()
  await using dialogue = await run.greeted()
  for (let message = 0; message < 60; message += 1) {
    dialogue.send(`${recipient}DATA\r\n`)
    for (const expected of [/^250/, /^250/, /^354/]) expect(await dialogue.reply()).toMatch(expected)
    dialogue.send('From: s@away.test\r\n\r\nx\r\n.\r\n')
    expect(await dialogue.reply()).toMatch(/^250/)
  }
})

test('all connections taken, one of them by a client that only says NOOP → it makes room, not who named a recipient', async () => {
  let ahead = 0
  await using run = await gatewayUnderTest(
    { maxConnections: 2 },
    { clock: { now: () => systemClock.now() + ahead } },
  )
  await using honest = await run.greeted()
  await using idle = await run.greeted()
  ahead = 15_000
  await honest.run('C: MAIL FROM:<s@away.test>\nS: 250\nC: RCPT TO:<a@ours.test>\nS: 250')
  await idle.run('C: NOOP\nS: 250\nC: MAIL FROM:<s@away.test>\nS: 250\nC: RSET\nS: 250')
  await using next = smtpDialogue(run.port)
  await next.run('S: 220')
  expect(await idle.reply()).toMatch(/^421 4\.4\.2/)
  await honest.run('C: NOOP\nS: 250')
})

test('all connections taken by a client whose refusal took us long → it keeps its connection, the next hears 421', async () => {
  let ahead = 0
  await using run = await gatewayUnderTest(
    { maxConnections: 1 },
    {
      clock: { now: () => systemClock.now() + ahead },
      directory: {
        async resolve() {
          ahead = 15_000
          return { kind: 'unknown' }
        },
      },
    },
  )
  await using dialogue = await run.greeted()
  await dialogue.run('C: MAIL FROM:<s@away.test>\nS: 250\nC: RCPT TO:<nobody@ours.test>\nS: 550 5.1.1')
  await using next = smtpDialogue(run.port)
  expect(await next.reply()).toMatch(/^421 4\.7\.0/)
  await dialogue.run('C: NOOP\nS: 250')
})

test('all connections taken by clients that wait for us → the next hears 421, they are answered', async () => {
  let ahead = 0
  await using run = await gatewayUnderTest(
    { maxConnections: 1 },
    { clock: { now: () => systemClock.now() + ahead } },
  )
  run.lmtp.delay = (moment) => {
    if (moment !== 'end') return 0
    ahead = 15_000
    return 100
  }
  await using dialogue = await run.greeted()
  await dialogue.run('C: MAIL FROM:<s@away.test>\nS: 250\nC: RCPT TO:<a@ours.test>\nS: 250\nC: DATA\nS: 354')
  dialogue.send('From: s@away.test\r\n\r\nx\r\n.\r\n')
  expect(await dialogue.reply()).toMatch(/^250/)
  await using next = smtpDialogue(run.port)
  expect(await next.reply()).toMatch(/^421 4\.7\.0/)
  await dialogue.run('C: NOOP\nS: 250')
})
