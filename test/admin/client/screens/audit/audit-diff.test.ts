import { expect, test } from 'vitest'
import { auditDiff, shownValue } from '#admin/client/screens/audit/audit-diff.ts'
import { daysAgo } from '#admin/client/screens/audit/since-days.ts'

const words = {
  yes: 'oui',
  no: 'non',
  nothing: 'rien',
  moment: (instant: string) => `le ${instant.slice(0, 10)}`,
}

test('before and after → what differs first, the rest in its order', () => {
  expect(auditDiff({ name: 'Saulieu', role: 'auditor' }, { name: 'Saulieu', role: 'support' })).toEqual([
    { property: 'role', before: 'auditor', after: 'support', differs: true },
    { property: 'name', before: 'Saulieu', after: 'Saulieu', differs: false },
  ])
})

test('nothing before → every property is new; the same list twice → no difference', () => {
  expect(auditDiff(null, { name: 'Saulieu' })).toEqual([
    { property: 'name', before: undefined, after: 'Saulieu', differs: true },
  ])
  expect(auditDiff({ to: ['a', 'b'] }, { to: ['a', 'b'] })[0]?.differs).toBe(false)
})

test.each([
  [null, 'rien'],
  [undefined, 'rien'],
  ['', 'rien'],
  [[], 'rien'],
  [true, 'oui'],
  [false, 'non'],
  [0, '0'],
  ['2027-02-23T18:36:04.120Z', 'le 2027-02-23'],
  ['2027-02-23', '2027-02-23'],
  [['a', true], 'a, oui'],
  [{ a: 1 }, '{"a":1}'],
])('%j → %s', (value, shown) => {
  expect(shownValue(value, words)).toBe(shown)
})

test('a period → since then, to the hour; anything else → everything', () => {
  const now = new Date('2026-11-25T17:44:03Z')
  expect(daysAgo('7', now)).toEqual({ since: '2026-11-18T17:00:00.000Z' })
  for (const period of [null, '0', '-1', 'demain', '1.5']) expect(daysAgo(period, now)).toEqual({})
})
