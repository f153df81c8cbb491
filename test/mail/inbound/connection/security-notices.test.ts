import { expect, test } from 'vitest'
import type { SecurityEvent } from '#core/security-log.ts'
import { securityNotices } from '#mail/inbound/connection/security-notices.ts'

test('the same kind from the same network → once in ten minutes; another kind or network → at once', () => {
  const time = { now: 0 }
  const noticed: SecurityEvent[] = []
  const notice = securityNotices({ add: (event) => void noticed.push(event) }, { now: () => time.now })
  notice('relay-attempt', '192.0.2.1', 'first')
  notice('relay-attempt', '192.0.2.1', 'silenced')
  notice('early-talker', '192.0.2.1', 'another kind')
  notice('relay-attempt', '192.0.2.2', 'another network')
  time.now = 600_000
  notice('relay-attempt', '192.0.2.1', 'ten minutes later')
  time.now = 0
  notice('relay-attempt', '192.0.2.1', 'the clock was set back')
  expect(noticed.map(({ detail }) => detail)).toEqual([
    'first',
    'another kind',
    'another network',
    'ten minutes later',
    'the clock was set back',
  ])
})

test('more networks than are remembered → the oldest are forgotten, the newest are not', () => {
  const noticed: string[] = []
  const notice = securityNotices({ add: ({ network }) => void noticed.push(network) }, { now: () => 0 })
  for (let network = 0; network <= 20_000; network += 1) notice('relay-attempt', `${network}`, 'x')
  noticed.length = 0
  for (const network of ['20000', '1', '0']) notice('relay-attempt', network, 'x')
  expect(noticed).toEqual(['0'])
})
