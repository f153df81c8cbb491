import { expect, test } from 'vitest'
import { gatewayUnderTest } from '#test/support/gateway/gateway-under-test.ts'

const inData = 'C: MAIL FROM:<s@away.test>\nS: 250\nC: RCPT TO:<a@ours.test>\nS: 250\nC: DATA\nS: 354'
const smuggled =
  'MAIL FROM:<evil@away.test>\r\nRCPT TO:<b@ours.test>\r\nDATA\r\nSubject: smuggled\r\n\r\nx\r\n.\r\n'

test.each([
  ['\\n.\\n', '\n.\n'],
  ['\\n.\\r\\n', '\n.\r\n'],
  ['\\r.\\r', '\r.\r'],
  ['\\r\\n.\\n', '\r\n.\n'],
  ['\\r\\n.\\r', '\r\n.\r'],
  ['\\r.\\r\\n', '\r.\r\n'],
  ['\\r\\r\\n.\\r\\r\\n', '\r\r\n.\r\r\n'],
  ['\\n\\n.\\r\\n', '\n\n.\r\n'],
  ['\\r\\n\\0.\\r\\n with bare LF', '\n\0.\r\n'],
  ['\\n..\\n', '\n..\n'],
])('%s in data → 554 5.6.0 once, nothing delivered, nothing smuggled', async (_name, attack) => {
  await using run = await gatewayUnderTest()
  await using dialogue = await run.greeted()
  await dialogue.run(inData)
  dialogue.send(`Subject: x\r\n\r\nbefore${attack}${smuggled}`)
  expect(await dialogue.reply()).toMatch(/^554 5\.6\.0/)
  await dialogue.run('C: NOOP\nS: 250')
  expect(run.lmtp.delivered).toEqual([])
})

test('an attack cut into single octets → the same', async () => {
  await using run = await gatewayUnderTest()
  await using dialogue = await run.greeted()
  await dialogue.run(inData)
  dialogue.socket.setNoDelay(true)
  for (const octet of `Subject: x\r\n\r\nbefore\n.\n${smuggled}`) {
    await new Promise((sent) => dialogue.socket.write(octet, sent))
  }
  expect(await dialogue.reply()).toMatch(/^554 5\.6\.0/)
  expect(run.lmtp.delivered).toEqual([])
})

test('only CRLF.CRLF ends data, dots at line starts survive', async () => {
  await using run = await gatewayUnderTest()
  expect(await run.deliver('From: s@away.test\r\n\r\n..one\r\n...\r\n.. \r\nlast')).toMatch(/^250/)
  expect(run.lmtp.delivered[0]?.message).toContain('\r\n\r\n.one\r\n..\r\n. \r\nlast\r\n')
})

test('empty data → refused for good, not for now', async () => {
  await using run = await gatewayUnderTest()
  await using dialogue = await run.greeted()
  await dialogue.run(`${inData}\nC: .\nS: 554 5.6.0`)
})

test.each([
  ['bare LF', 'MAIL FROM:<s@away.test>\nRCPT TO:<a@ours.test>\r\n', /^500 5\.5\.2/],
  ['bare CR', 'MAIL FROM:<s@away.test>\rRCPT TO:<a@ours.test>\r\n', /^500 5\.5\.2/],
  ['CR CR LF', 'NOOP\r\r\n', /^500 5\.5\.2/],
  ['LF alone', '\n', /^500 5\.5\.2/],
  ['NUL', 'MAIL FROM:<s\0@away.test>\r\n', /^500 5\.5\.2/],
  ['NUL without a line end', 'NOOP\0', /^500 5\.5\.2/],
  ['more than 10 kB', `NOOP ${'x'.repeat(11_000)}\r\n`, /^500 5\.5\.2/],
  ['more than 10 kB without a line end', 'x'.repeat(11_000), /^500 5\.5\.2/],
])('%s in a command → 500 5.5.2 and closed', async (_name, octets, expected) => {
  await using run = await gatewayUnderTest()
  await using dialogue = await run.greeted()
  dialogue.send(octets)
  expect(await dialogue.reply()).toMatch(expected)
  expect(await dialogue.reply()).toBe('closed')
})

test('a command cut between CR and LF → understood', async () => {
  await using run = await gatewayUnderTest()
  await using dialogue = await run.greeted()
  dialogue.socket.setNoDelay(true)
  for (const octet of 'NOOP\r\nNOOP\r\n') await new Promise((sent) => dialogue.socket.write(octet, sent))
  expect(await dialogue.reply()).toMatch(/^250/)
  expect(await dialogue.reply()).toMatch(/^250/)
})
