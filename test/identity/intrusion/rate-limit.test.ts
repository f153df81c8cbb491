import { expect, test } from 'vitest'
import { RateLimit } from '#identity/intrusion/rate-limit.ts'

test('as many as one client may → no more until the time is over; another client has its own', () => {
  let now = 1000
  const allowance = new RateLimit({ ofOne: 2, milliseconds: 60_000 }, { now: () => now })
  expect([1, 2, 3].map(() => allowance.use('192.0.2.1'))).toEqual([0, 0, 60])
  expect(allowance.use('192.0.2.2')).toBe(0)
  now += 59_001
  expect(allowance.use('192.0.2.1')).toBe(1)
  now += 999
  expect(allowance.use('192.0.2.1')).toBe(0)
})

test('many addresses of one IPv6 /64 → one client', () => {
  const allowance = new RateLimit({ ofOne: 1, milliseconds: 60_000 }, { now: () => 0 })
  expect(allowance.use('2001:db8::1')).toBe(0)
  expect(allowance.use('2001:db8::2')).toBe(60)
})
