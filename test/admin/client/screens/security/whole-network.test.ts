import { expect, test } from 'vitest'
import { isWholeNetwork } from '#admin/client/screens/security/whole-network.ts'

test.each(['192.0.2.7', '192.0.2.0/24', '2001:db8::/64', '::1', '2001:db8:1:2:3:4:5:6'])(
  '%s → a whole address or network',
  (text) => {
    expect(isWholeNetwork(text)).toBe(true)
  },
)

test.each([
  '192.0',
  '192.0.2.',
  '192.0.2.300',
  '192.0.2.0/33',
  '2001:db8',
  '1::2::3',
  '2001:db8::/129',
  'mairie',
  '',
])('%s → not yet, or none', (text) => {
  expect(isWholeNetwork(text)).toBe(false)
})
