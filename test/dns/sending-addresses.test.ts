import { expect, test } from 'vitest'
import { isPublic, listingOf, reversed, reverseName } from '#dns/sending-addresses.ts'

test.each([
  ['203.0.113.7', '7.113.0.203', '7.113.0.203.in-addr.arpa'],
  ['::ffff:203.0.113.7', '7.113.0.203', '7.113.0.203.in-addr.arpa'],
  ['2001:db8::a1', `1.a.${'0.'.repeat(22)}8.b.d.0.1.0.0.2`, `1.a.${'0.'.repeat(22)}8.b.d.0.1.0.0.2.ip6.arpa`],
])('%s → asked for as %s', (address, labels, name) => {
  expect(reversed(address)).toBe(labels)
  expect(reverseName(address)).toBe(name)
})

test.each([
  ['8.8.8.8', true],
  ['2a01:e0a::1', true],
  ['127.0.0.1', false],
  ['10.0.0.1', false],
  ['fd00::1', false],
  ['no address', false],
])('%s → seen from outside: %s', (address, expected) => {
  expect(isPublic(address)).toBe(expected)
})

test.each([
  [['127.0.0.2'], 'listed'],
  [['127.0.0.4', '127.0.0.10'], 'listed'],
  [['127.255.255.254'], 'unknown'],
  [['198.51.100.9'], 'unknown'],
] as const)('%o from a list → %s', (codes, state) => {
  expect(listingOf(codes)).toBe(state)
})
