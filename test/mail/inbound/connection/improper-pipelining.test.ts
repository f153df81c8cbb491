// RFC 2920 §3.1: EHLO and DATA end a group of commands. A browser made to speak SMTP, and a message hidden in another protocol,
// cannot wait for their answers.

import { expect, test } from 'vitest'
import { gatewayUnderTest } from '#test/support/gateway/gateway-under-test.ts'
import { smtpDialogue } from '#test/support/gateway/smtp-dialogue.ts'

const ehlo = 'C: EHLO client.test\nS: 250\n'
const inData = `${ehlo}C: MAIL FROM:<s@away.test>\nS: 250\nC: RCPT TO:<a@ours.test>\nS: 250\nC: DATA\nS: 354\n`
const envelope = 'MAIL FROM:<s@away.test>\r\nRCPT TO:<a@ours.test>\r\n'
const content = 'From: s@away.test\r\n\r\nx\r\n.\r\n'

test.each([
  ['a whole session', '', `EHLO client.test\r\n${envelope}DATA\r\n${content}QUIT\r\n`, 0],
  ['HELO and an envelope', '', `HELO client.test\r\n${envelope}`, 0],
  ['EHLO and half a command', '', 'EHLO client.test\r\nMAIL FR', 0],
  ['EHLO twice', '', 'ehlo client.test\r\nEHLO client.test\r\n', 0],
  ['DATA and a message without a transaction', ehlo, `DATA\r\n${content}`, 0],
  ['an envelope, DATA and a message', ehlo, `${envelope}DATA\r\n${content}`, 2],
  ['an envelope, DATA and one octet', ehlo, `${envelope}data\r\nF`, 2],
  ['a message, and all of a second', inData, `${content}${envelope}DATA\r\n${content}`, 3],
])('%s in one piece → 554 5.5.1 and closed, noticed', async (_what, before, piece, accepted) => {
  await using run = await gatewayUnderTest()
  await using dialogue = smtpDialogue(run.port)
  await dialogue.run(`S: 220\n${before}`)
  dialogue.send(piece)
  for (let command = 0; command < accepted; command += 1) expect(await dialogue.reply()).toMatch(/^250/)
  expect(await dialogue.reply()).toMatch(/^554 5\.5\.1/)
  expect(await dialogue.reply()).toBe('closed')
  expect(run.lmtp.delivered).toHaveLength(before === inData ? 1 : 0)
  expect(run.noticed).toMatchObject([{ kind: 'smuggling-attempt', network: '127.0.0.1' }])
})

test('each group of commands in one piece, the next once its answers are there → taken', async () => {
  await using run = await gatewayUnderTest()
  await using dialogue = smtpDialogue(run.port)
  await dialogue.run(`S: 220\n${ehlo}`)
  const group = `${envelope}DATA\r\n`
  for (const piece of [group, `${content}${group}`, `${content}RSET\r\n${group}`, `${content}QUIT\r\n`]) {
    dialogue.send(piece)
    const answers = piece.split('\r\n').filter((line) => /^(MAIL|RCPT|DATA|RSET|QUIT|\.$)/.test(line))
    for (const _command of answers) expect(await dialogue.reply()).toMatch(/^[23]/)
  }
  expect(run.lmtp.delivered).toHaveLength(3)
  expect(run.noticed).toEqual([])
})
