import { expect, test, vi } from 'vitest'
import { numberFlag, sinceFlag } from '#cli/number-flag.ts'

test.each([
  ['1', 1],
  ['10000', 10_000],
])('--limit %s → %i', (text, number) => {
  expect(numberFlag('limit', text)).toBe(number)
})

test.each(['', '0', '-1', '1.5', '10001', '1e9', 'monday'])(
  '--since %s → a fault that says the range',
  (text) => {
    expect(() => sinceFlag(text)).toThrow(`--since ${text}: expected a number from 1 to 10000`)
  },
)

test('--since 7 → a week ago', () => {
  vi.useFakeTimers({ now: new Date('2026-11-25T10:00:00Z') })
  expect(sinceFlag('7')).toEqual(new Date('2026-11-18T10:00:00Z'))
  vi.useRealTimers()
})
