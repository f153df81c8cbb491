import { expect, test } from 'vitest'
import {
  changedPartners,
  changedRule,
  type LeakPolicyView,
  readCell,
  type TypedCell,
  typedCell,
  typedRule,
} from '#admin/client/leaks/leak-policy.ts'
import { defaultLeakPolicy } from '#mail/dlp/rules/default-rules.ts'

const typed = (from: Partial<TypedCell['from']>): TypedCell => ({
  inherits: false,
  from: { warn: '', justify: '', hold: '', refuse: '', ...from },
})

test.each([
  [
    { warn: '1', hold: '5' },
    [
      { from: 1, action: 'warn' },
      { from: 5, action: 'hold' },
    ],
  ],
  [{ refuse: ' 1 000 ' }, [{ from: 1000, action: 'refuse' }]],
  [{}, [{ from: 1, action: 'allow' }]],
])('%j → %j', (from, steps) => {
  expect(readCell(typed(from))).toEqual({ steps, wrong: new Map() })
})

test.each([
  [{ warn: '0' }, 'warn', 'none'],
  [{ warn: 'beaucoup' }, 'warn', 'none'],
  [{ warn: '1,5' }, 'warn', 'none'],
  [{ hold: '200000' }, 'hold', 'none'],
  [{ warn: '5', hold: '5' }, 'hold', 'not-higher'],
  [{ justify: '5', refuse: '2' }, 'refuse', 'not-higher'],
] as const)('%j → wrong at %s: %s', (from, action, wrong) => {
  expect(readCell(typed(from)).wrong.get(action)).toBe(wrong)
})

test('as above → nothing of its own, whatever stands in the fields', () => {
  expect(readCell({ ...typed({ warn: 'x' }), inherits: true })).toEqual({
    steps: undefined,
    wrong: new Map(),
  })
})

test('steps → the fields they were typed in, and back', () => {
  const steps = defaultLeakPolicy.rules.iban.outside
  const cell = typedCell(steps, [])
  expect(cell).toEqual({ inherits: false, from: { warn: '3', justify: '10', hold: '50', refuse: '' } })
  expect(readCell(cell).steps).toEqual(steps)
  expect(typedCell(undefined, steps)).toEqual({ ...cell, inherits: true })
})

const policy = { ...defaultLeakPolicy, partners: ['gouv.fr'] }
const refused = [{ from: 1, action: 'refuse' }] as const
const view: LeakPolicyView = {
  commune: { id: 'c', name: 'Saulieu', kind: 'commune' },
  own: { rules: { nir: { outside: refused }, card: { inside: refused } }, partners: ['a.test'] },
  inherited: policy,
  effective: policy,
  version: '2026-11-26T06:00:00.000Z',
}

test('one rule changed → the others and the partners as they stood, nothing inherited copied', () => {
  const none = { inside: undefined, partners: undefined, outside: undefined }
  expect(changedRule(view, 'iban', { ...none, partners: refused })).toEqual({
    version: view.version,
    rules: { ...view.own.rules, iban: { partners: refused } },
    partners: ['a.test'],
  })
  expect(changedRule(view, 'nir', none).rules).toEqual({ card: { inside: refused } })
  expect(changedPartners(view, null)).toEqual({
    version: view.version,
    rules: view.own.rules,
    partners: null,
  })
})

test('the form of a kind → its own steps where there are some, what holds otherwise beside it', () => {
  expect(typedRule(view, 'nir')).toMatchObject({
    inside: { inherits: true, from: { warn: '1' } },
    outside: { inherits: false, from: { warn: '', refuse: '1' } },
  })
})
