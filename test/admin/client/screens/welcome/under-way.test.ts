import { expect, test } from 'vitest'
import { underWay, type WelcomedCommune } from '#admin/client/screens/welcome/batch.ts'

const commune = (
  inseeCode: string,
  state: WelcomedCommune['state'],
  people: WelcomedCommune['people'] = [],
): WelcomedCommune => ({
  ...{ inseeCode, name: inseeCode, domain: `${inseeCode}.test`, templateId: null, state, people },
  ...{ problem: null, communeId: null, postcode: null, population: null, settledAt: null },
})
const anne = { name: 'Anne Roy', localPart: 'anne.roy', role: 'manager' as const, shared: [], existing: null }
const again = { ...anne, localPart: '', existing: 'anne.roy@b.test' }

test.each([
  ['the first is done', [commune('a', 'created'), commune('b', 'planned'), commune('c', 'planned')], 'b'],
  ['the first failed', [commune('a', 'failed'), commune('b', 'planned')], 'b'],
  [
    'the first waits for somebody of the second',
    [commune('a', 'planned', [again]), commune('b', 'planned', [anne])],
    'b',
  ],
  ['all are done', [commune('a', 'created')], null],
] as const)('%s → %s', (_, communes, expected) => {
  expect(underWay({ communes: [...communes] })?.inseeCode ?? null).toBe(expected)
})
