import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { gatewayUnderTest } from '#test/support/gateway-under-test.ts'

test('a large message → spooled without a name, delivered and scanned octet by octet', async () => {
  await using run = await gatewayUnderTest()
  const body = `.${'0123456789abcdef'.repeat(4)}\r\n`.repeat(40_000)
  expect(
    await run.deliver(
      `From: s@away.test\r\nSubject: big\r\n\r\n${body.replaceAll('\r\n.', '\r\n..').replace(/^\./, '..')}`,
    ),
  ).toMatch(/^250/)
  const expected = `From: s@away.test\r\nSubject: big\r\n\r\n${body}\r\n`
  expect(run.lmtp.delivered[0]?.message.endsWith(`\r\n${expected}`)).toBe(true)
  expect(run.clamd.streams[0]?.toString()).toBe(expected)
  expect(run.rspamd.requests[0]?.endsWith(`\r\n\r\n${expected}`)).toBe(true)
  expect(readdirSync(`${run.folder}/spool`)).toEqual([])
})

test('the spool cannot be written → 452 4.3.1', async () => {
  await using run = await gatewayUnderTest({ spoolDirectory: '/nowhere-at-all' })
  expect(await run.deliver(`From: s@away.test\r\nSubject: big\r\n\r\n${'x'.repeat(2_000_000)}`)).toMatch(
    /^452 4\.3\.1/,
  )
})

test('a header section without end → 554 5.6.0', async () => {
  await using run = await gatewayUnderTest()
  expect(await run.deliver('X-Long: x\r\n'.repeat(150_000))).toMatch(/^554 5\.6\.0/)
})
