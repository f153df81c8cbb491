import { expect, test } from 'vitest'
import { addressKinds } from '#mail/outbound/mx-delivery/route/allowed-addresses.ts'

const kindOf = addressKinds({
  allowed: ['10.1.0.0/16', 'fd00:1::/32'],
  own: ['198.41.0.4', '2001:503:ba3e::2:30'],
})

test.each([
  ['8.8.8.8', 'reachable'],
  ['2001:4860:4860::8888', 'reachable'],
  ['::ffff:8.8.8.8', 'reachable'],
  ['10.1.2.3', 'reachable'],
  ['::ffff:10.1.2.3', 'reachable'],
  ['fd00:1::1', 'reachable'],
  ['198.41.0.4', 'own'],
  ['::ffff:198.41.0.4', 'own'],
  ['2001:503:ba3e:0::2:30', 'own'],
  ['10.2.0.1', 'forbidden'],
  ['127.0.0.1', 'forbidden'],
  ['0.0.0.0', 'forbidden'],
  ['169.254.169.254', 'forbidden'],
  ['192.168.0.1', 'forbidden'],
  ['172.16.0.1', 'forbidden'],
  ['100.64.0.1', 'forbidden'],
  ['224.0.0.1', 'forbidden'],
  ['255.255.255.255', 'forbidden'],
  ['::1', 'forbidden'],
  ['::', 'forbidden'],
  ['fe80::1', 'forbidden'],
  ['fc00::1', 'forbidden'],
  ['ff02::1', 'forbidden'],
  // An IPv4 address wrapped up, which leads to it.
  ['::ffff:127.0.0.1', 'forbidden'],
  ['::127.0.0.1', 'forbidden'],
  ['64:ff9b::7f00:1', 'forbidden'],
  ['2002:7f00:1::', 'forbidden'],
  ['2001:0:7f00:1::', 'forbidden'],
  ['nonsense', 'forbidden'],
])('%s → %s', (address, kind) => {
  expect(kindOf(address)).toBe(kind)
})
