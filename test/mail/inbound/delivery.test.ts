import { expect, test } from 'vitest'
import { gatewayUnderTest } from '#test/support/gateway-under-test.ts'

const message = 'From: s@away.test\r\nSubject: x\r\n\r\nHello'

test('a clean message to a mailbox → 250 with its id, delivered once with our trace fields', async () => {
  await using run = await gatewayUnderTest()
  const reply = await run.deliver(message)
  expect(reply).toMatch(/^250 2\.0\.0 OK, received as [0-9A-Z]{26}$/)
  const id = reply.slice(-26)
  const [delivered] = run.lmtp.delivered
  expect(run.lmtp.delivered).toHaveLength(1)
  expect(delivered?.recipient).toBe('a@ours.test')
  expect(delivered?.message).toMatch(
    new RegExp(
      `^Received: from client.test \\(\\[127.0.0.1\\]\\)\r\n\tby mx.ours.test \\(Vaguemestre\\) with ESMTP\r\n\tid ${id} for <a@ours.test>;\r\n\t.* \\+0000\r\nAuthentication-Results: mx.ours.test;`,
    ),
  )
  expect(delivered?.message.endsWith(`${message}\r\n`)).toBe(true)
})
