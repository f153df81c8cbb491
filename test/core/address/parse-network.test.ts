import { expect, test } from 'vitest'
import { parseNetwork } from '#core/address/parse-network.ts'

test.each([
  ['192.0.2.7', '192.0.2.7/32'],
  [' 192.0.2.7/24 ', '192.0.2.0/24'],
  ['2001:DB8:0:0::1/64', '2001:db8::/64'],
  ['2001:db8::1', '2001:db8::1/128'],
  ['10.0.0.0/8', '10.0.0.0/8'],
])('%j → %s', (text, written) => {
  expect(parseNetwork(text)).toEqual({ ok: true, value: written })
})

test.each([
  '',
  '10',
  '10.1',
  '0x7f000001',
  '192.0.2.256',
  '192.0.2.0/33',
  '0.0.0.0/0',
  '::/0',
  '2001::/15',
  'a/b',
  '1/2/3',
])('%j → refused', (text) => {
  expect(parseNetwork(text).ok).toBe(false)
})
