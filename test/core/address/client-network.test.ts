import { expect, test } from 'vitest'
import { clientNetwork, unmapped } from '#core/address/client-network.ts'

test.each([
  ['192.0.2.1', '192.0.2.1', '192.0.2.0/24', '192.0.2.0/24'],
  ['::ffff:192.0.2.1', '192.0.2.1', '192.0.2.0/24', '192.0.2.0/24'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64', '2001:db8:1:2::/64', '2001:db8:1::/48'],
  ['2001:db8:1:2::', '2001:db8:1:2::/64', '2001:db8:1:2::/64', '2001:db8:1::/48'],
  ['2001:db8:1:3::1', '2001:db8:1:3::/64', '2001:db8:1:3::/64', '2001:db8:1::/48'],
  ['', '', '', ''],
])('%s → %s, in %s of %s', (address, host, around, site) =>
  expect(clientNetwork(address)).toEqual({ host, around, site }),
)

test.each([
  ['::ffff:192.0.2.1', '192.0.2.1'],
  ['::FFFF:c000:201', '192.0.2.1'],
  ['::ffff:192.0.2.0/120', '192.0.2.0/24'],
  ['::ffff:192.0.2.1/128', '192.0.2.1'],
  ['192.0.2.1/32', '192.0.2.1'],
  ['192.0.2.0/24', '192.0.2.0/24'],
  ['2001:db8::7', '2001:db8::7'],
  ['2001:db8::/64', '2001:db8::/64'],
  ['::/0', '::/0'],
  ['::ffff:0:0/64', '::ffff:0:0/64'],
  ['claire@mairie.test', 'claire@mairie.test'],
  ['', ''],
])('%s as clients are written down → %s', (text, written) => expect(unmapped(text)).toBe(written))
