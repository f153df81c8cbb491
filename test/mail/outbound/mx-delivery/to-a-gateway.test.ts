import { expect, test } from 'vitest'
import { gatewayUnderTest } from '#test/support/gateway/gateway-under-test.ts'
import { address, letter, mxWorld } from '#test/support/world/mx-world.ts'
import { zoneLines } from '#test/support/world/zone-lines.ts'

test('a real gateway → takes it over TLS for whom it knows, refuses the others, and a second message after', async () => {
  await using gateway = await gatewayUnderTest()
  for (const [key, values] of zoneLines(['ours.test MX 10 mx.ours.test', 'mx.ours.test A 127.0.0.1']))
    gateway.dns.records.set(key, values)
  using mx = mxWorld({
    resolver: gateway.dns,
    port: gateway.port,
    hostname: 'mx.away.test',
  })
  const recipients = ['a@ours.test', 'nobody@ours.test', 'b@ours.test'].map(address)
  const content = Buffer.concat([
    Buffer.from('Date: Mon, 2 Feb 2026 10:00:00 +0100\r\nMessage-ID: <1@away.test>\r\n'),
    letter,
  ])
  for (const _ of [1, 2]) {
    const attempt = await mx.deliver('ours.test', { recipients, content })
    expect(attempt).toMatchObject({
      host: 'mx.ours.test',
      tls: 'TLSv1.3',
      recipients: [
        {
          outcome: 'delivered',
          kind: 'accepted',
          reply: expect.stringMatching(/^250 2\.0\.0 OK, received as /),
        },
        { outcome: 'failed', kind: 'unknown-recipient', reply: '550 5.1.1 No such mailbox here' },
        { outcome: 'delivered', kind: 'accepted' },
      ],
    })
  }
  expect(gateway.lmtp.delivered).toHaveLength(4)
  expect(gateway.lmtp.delivered[0]?.message).toContain('\r\n.un point\r\n')
})
