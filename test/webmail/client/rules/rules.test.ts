import { describe, expect, test } from 'vitest'
import { ruleSentence } from '#webmail/client/rules/rule-words.ts'
import type { RuleView, Vacation } from '#webmail/client/rules/types.ts'
import { daysLater, daysWrong, hasDays, vacationState } from '#webmail/client/rules/vacation-days.ts'
import {
  blankRule,
  conditionOf,
  newCondition,
  ruleOf,
  withField,
  writtenFrom,
} from '#webmail/client/rules/written-rule.ts'
import { rules as words } from '#webmail/client/words/fr/rules.ts'

const label = '0196f0aa-0000-7000-8000-000000000001'
const rule: RuleView = {
  ...{ name: 'Factures', on: true, match: 'any', stop: false },
  conditions: [
    { field: 'from', how: 'domain', value: '@edf.test' },
    { field: 'subject', how: 'is', value: 'Facture' },
    { field: 'words', value: 'à payer' },
    { field: 'attachment' },
    { field: 'larger', octets: 2_500_000 },
  ],
  actions: [{ kind: 'read' }, { kind: 'flag' }, { kind: 'label', label }, { kind: 'file', folder: 'A/B' }],
}

test('a rule opened and saved without a change → the same rule', () => {
  expect(ruleOf(writtenFrom(rule))).toEqual(rule)
  const gone: RuleView = { ...rule, actions: [{ kind: 'delete' }] }
  expect(ruleOf(writtenFrom(gone))).toEqual(gone)
})

describe.each([
  ['no name', { name: ' ' }],
  ['no condition', { conditions: [] }],
  ['an empty condition', { conditions: [newCondition()] }],
  ['nothing that it does', { folder: null, read: false, flag: false, labels: [] }],
])('a rule with %s', (_, part) => {
  test('→ not complete', () => {
    expect(ruleOf({ ...writtenFrom(rule), ...part })).toBeNull()
  })
})

test('a rule that only ends the others → complete', () => {
  const ends = { ...blankRule, name: 'x', conditions: [newCondition({ value: 'x' })] }
  expect(ruleOf(ends)).toMatchObject({ actions: [], stop: true })
})

test('thrown away and filed → thrown away', () => {
  expect(ruleOf({ ...writtenFrom(rule), delete: true })?.actions.map(({ kind }) => kind)).toEqual([
    ...['read', 'flag', 'label', 'delete'],
  ])
})

test.each([
  ['5', 5_000_000],
  ['0,5', 500_000],
  ['0', null],
  ['beaucoup', null],
  ['9999', null],
])('larger than %j megabytes → %j octets', (value, octets) => {
  const condition = conditionOf(newCondition({ field: 'larger', value }))
  expect(condition).toEqual(octets === null ? null : { field: 'larger', octets })
})

test('another field → the comparison that it has, and the value unless it is a size', () => {
  const from = newCondition({ field: 'from', how: 'domain', value: 'edf.test' })
  expect(withField(from, 'subject')).toMatchObject({ field: 'subject', how: 'contains', value: 'edf.test' })
  expect(withField(from, 'to')).toMatchObject({ field: 'to', how: 'domain', value: 'edf.test' })
  expect(withField(from, 'larger')).toMatchObject({ field: 'larger', value: '' })
})

test('a rule in words → what it looks at and what it does', () => {
  const names = {
    folder: (path: string) => path.toUpperCase(),
    labels: [{ id: label, name: 'Urgent', colour: 'rose' as const }],
    size: (octets: number) => `${octets} o`,
  }
  expect(ruleSentence(rule, names, words)).toBe(
    'de toute adresse en @edf.test ou objet «\u00a0Facture\u00a0» ou avec les mots «\u00a0à payer\u00a0» ou avec pièce jointe ou de plus de 2500000 o\u00a0: marquer lu, suivre, libeller Urgent, ranger dans A/B',
  )
  const lost = ruleSentence(rule, { ...names, labels: [] }, words)
  expect(lost).toContain('suivre, donner un libellé supprimé, ranger')
})

const away: Vacation = {
  ...{ on: true, from: '2026-12-24', until: '2027-01-02', days: 7, subject: 'x', text: 'x' },
}

test.each([
  ['2026-12-23', 'planned'],
  ['2026-12-24', 'on'],
  ['2027-01-02', 'on'],
  ['2027-01-03', 'over'],
])('an absence on %s → %s', (today, state) => {
  expect(vacationState(away, today)).toBe(state)
  expect(vacationState({ ...away, on: false }, today)).toBe('none')
  expect(vacationState(null, today)).toBe('none')
})

test('days later → over the end of a month, a year and daylight saving', () => {
  expect(daysLater('2026-12-28', 7)).toBe('2027-01-04')
  expect(daysLater('2026-10-24', 2)).toBe('2026-10-26')
})

test.each([
  ['2026-12-24', '2027-01-02', null],
  ['2026-12-24', '2026-12-23', 'wrongDays'],
  ['2026-12-01', '2026-12-02', 'over'],
  ['2026-12-24', '', null],
  ['', '2027-01-02', null],
  ['', '', null],
] as const)('an absence from %j until %j → %s', (from, until, wrong) => {
  expect(daysWrong({ from, until }, '2026-12-10')).toBe(wrong)
  expect(hasDays({ from, until })).toBe(from !== '' && until !== '')
})
