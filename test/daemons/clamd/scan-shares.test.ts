import { expect, test } from 'vitest'
import { ScanShares } from '#daemons/clamd/scan-shares.ts'

function shares() {
  const clock = { at: 0, now: () => clock.at }
  return { clock, shares: new ScanShares(8, clock) }
}

test('a client with three of eight → no more', () => {
  const { shares: of8 } = shares()
  expect(of8.admits('a', new Map([['a', 2]]))).toBe(true)
  expect(of8.admits('a', new Map([['a', 3]]))).toBe(false)
  expect(of8.admits('b', new Map([['a', 3]]))).toBe(true)
})

test('clients whose scans were slow → half for all of them together, for ten minutes', () => {
  const { clock, shares: of8 } = shares()
  clock.at = 5000
  for (const client of ['a', 'b', 'c']) of8.took(client, 0)
  const held = new Map([
    ['a', 2],
    ['b', 2],
  ])
  expect(of8.admits('c', held)).toBe(false)
  expect(of8.admits('d', held)).toBe(true)
  clock.at += 600_000
  expect(of8.admits('c', held)).toBe(true)
})

test('a scan of less than five seconds → nothing is held against anybody', () => {
  const { clock, shares: of8 } = shares()
  clock.at = 4999
  of8.took('a', 0)
  expect(
    of8.admits(
      'a',
      new Map([
        ['b', 3],
        ['c', 3],
      ]),
    ),
  ).toBe(true)
})
