import { expect, test } from 'vitest'
import { clientNetwork } from '#core/client-network.ts'

test.each([
  ['192.0.2.1', '192.0.2.1', '192.0.2.0/24'],
  ['::ffff:192.0.2.1', '192.0.2.1', '192.0.2.0/24'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64', '2001:db8:1:2::/64'],
  ['2001:db8:1:2::', '2001:db8:1:2::/64', '2001:db8:1:2::/64'],
  ['2001:db8:1:3::1', '2001:db8:1:3::/64', '2001:db8:1:3::/64'],
  ['', '', ''],
])('%s → %s, in %s', (address, host, around) => expect(clientNetwork(address)).toEqual({ host, around }))
