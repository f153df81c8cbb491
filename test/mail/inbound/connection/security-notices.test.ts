import { expect, test } from 'vitest'
import type { SecurityEvent } from '#core/security-log.ts'
import { securityNotices } from '#mail/inbound/connection/security-notices.ts'

test('the same kind from the same network → once in ten minutes; another kind or network → at once', () => {
  const time = { now: 0 }
  const noticed: SecurityEvent[] = []
  const notice = securityNotices({ add: (event) => void noticed.push(event) }, { now: () => time.now })
  notice('relay-attempt', '192.0.2.1', { connections: 0 })
  notice('relay-attempt', '192.0.2.1', { connections: 1 })
  notice('early-talker', '192.0.2.1', { connections: 2 })
  notice('relay-attempt', '192.0.2.2', { connections: 3 })
  time.now = 600_000
  notice('relay-attempt', '192.0.2.1', { connections: 4 })
  time.now = 0
  notice('relay-attempt', '192.0.2.1', { connections: 5 })
  expect(noticed.map(({ facts }) => facts.connections)).toEqual([0, 2, 3, 4, 5])
})

test('more networks than are remembered → the oldest are forgotten, the newest are not', () => {
  const noticed: string[] = []
  const notice = securityNotices({ add: ({ network }) => void noticed.push(network) }, { now: () => 0 })
  for (let network = 0; network <= 20_000; network += 1) notice('relay-attempt', `${network}`, {})
  noticed.length = 0
  for (const network of ['20000', '1', '0']) notice('relay-attempt', network, {})
  expect(noticed).toEqual(['0'])
})
