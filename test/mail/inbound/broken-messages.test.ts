import { expect, test } from 'vitest'
import { brokenMessages, refusedMessages } from '#test/fixtures/broken-messages.ts'
import { gatewayUnderTest } from '#test/support/gateway/gateway-under-test.ts'

test.each(brokenMessages)('$what → delivered as it came', async ({ octets }) => {
  await using run = await gatewayUnderTest()
  expect(await run.deliver(octets)).toMatch(/^250/)
  const delivered = Buffer.from(run.lmtp.delivered[0]?.message ?? '', 'latin1')
  expect(delivered.includes(octets)).toBe(true)
  expect(run.events.some(({ event }) => event === 'smtp.bug')).toBe(false)
})

test.each(refusedMessages)('$what → 554 5.6.0, nothing delivered', async ({ octets }) => {
  await using run = await gatewayUnderTest()
  expect(await run.deliver(octets)).toMatch(/^554 5\.6\.0/)
  expect(run.lmtp.delivered).toEqual([])
})

test('more than 50 Received fields → 554 5.4.6', async () => {
  await using run = await gatewayUnderTest()
  const hop = 'Received: from a by b; Mon, 1 Jan 2024 00:00:00 +0000\r\n'
  expect(await run.deliver(`${hop.repeat(50)}From: a@away.test\r\n\r\nx`)).toMatch(/^250/)
  expect(await run.deliver(`${hop.repeat(51)}From: a@away.test\r\n\r\nx`)).toMatch(/^554 5\.4\.6/)
  expect(run.events).toContainEqual(expect.objectContaining({ event: 'mail.stopped', reason: 'mail-loop' }))
})
