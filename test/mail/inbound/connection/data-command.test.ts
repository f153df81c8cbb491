import { expect, test } from 'vitest'
import { gatewayUnderTest } from '#test/support/gateway/gateway-under-test.ts'

test('data over the limit without SIZE → 552 5.3.4 and nothing delivered', async () => {
  await using run = await gatewayUnderTest({ maxMessageBytes: 5000 })
  expect(await run.deliver(`Subject: x\r\n\r\n${'x'.repeat(70)}\r\n`.repeat(100))).toMatch(/^552 5\.3\.4/)
  expect(run.lmtp.delivered).toEqual([])
})

test.each([
  [50, /^250 2\.0\.0/],
  [51, /^554 5\.4\.6/],
])('%s Received fields of any spelling → %s', async (count, expected) => {
  await using run = await gatewayUnderTest()
  const fields = ['Received: from a.test\r\n by b.test\r\n', 'RECEIVED: x\r\n', 'received:x\r\n']
  const received = Array.from({ length: count }, (_, index) => fields[index % fields.length]).join('')
  expect(
    await run.deliver(`X-Received: not one\r\n${received}From: s@away.test\r\n\r\nReceived: nor this`),
  ).toMatch(expected)
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
