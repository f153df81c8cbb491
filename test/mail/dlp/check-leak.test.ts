import { describe, expect, test } from 'vitest'
import type { Domain } from '#core/address/email-address.ts'
import { type LeakAction, type LeakKind, leakActions, leakAudiences, leakKinds } from '#core/policies/leak.ts'
import type { LeakRules, LeakStep } from '#core/policies/leak-rules.ts'
import { audienceOf } from '#mail/dlp/rules/audience.ts'
import { checkLeak } from '#mail/dlp/rules/check-leak.ts'
import { defaultLeakPolicy } from '#mail/dlp/rules/default-rules.ts'

const { rules: defaultLeakRules, partners: defaultPartners } = defaultLeakPolicy
const found = (kind: LeakKind, count: number) => ({ kind, count, where: { part: 'body' } as const })
const severity = (action: LeakAction) => leakActions.indexOf(action)
const everyCount = [0, 1, 2, 3, 4, 5, 9, 10, 11, 19, 20, 21, 49, 50, 51, 199, 200, 201, 5000]
const everyCase = leakKinds.flatMap((kind) => leakAudiences.map((audience) => ({ kind, audience })))

const sameForAll = (steps: readonly LeakStep[]): LeakRules => {
  const rule = { inside: steps, partners: steps, outside: steps }
  return Object.fromEntries(leakKinds.map((kind) => [kind, rule])) as unknown as LeakRules
}

/** The whole of what is decided where a commune decided nothing, to be read at a glance. */
const table: Readonly<Record<LeakKind, readonly [inside: string, partners: string, outside: string]>> = {
  classified: ['refuse', 'refuse', 'refuse'],
  restricted: ['justify', 'hold', 'refuse'],
  'key-file': ['warn', 'justify', 'hold'],
  card: ['warn', 'justify', 'justify, 3 refuse'],
  nir: ['warn', 'warn, 20 justify', 'justify, 5 hold'],
  'database-file': ['', 'warn', 'justify'],
  'civil-status': ['', '', 'warn, 5 justify, 50 hold'],
  'identity-paper': ['', '', 'warn, 5 justify'],
  iban: ['', '', '3 warn, 10 justify, 50 hold'],
  rib: ['', '', '3 warn, 10 justify, 50 hold'],
  'foreign-iban': ['', '', '3 warn, 10 justify, 50 hold'],
  confidential: ['', '', 'warn'],
  'open-recipients': ['', '', '20 warn, 50 justify, 200 hold'],
  'encrypted-file': ['', '', ''],
  'unreadable-file': ['', '', 'warn'],
}

describe.each(everyCase)('$kind for $audience', ({ kind, audience }) => {
  const cell = table[kind][leakAudiences.indexOf(audience)] ?? ''
  const steps = cell === '' ? [] : cell.split(', ').map((each) => each.split(' ').toReversed())

  test.each(everyCount)('%i of them → as the table says, and that kind is the reason', (count) => {
    const reached = steps.filter(([, from = '1']) => count >= Number(from))
    const action = (reached.at(-1)?.[0] ?? 'allow') as LeakAction
    expect(checkLeak([found(kind, count)], defaultLeakRules, audience)).toEqual({
      action,
      reason: action === 'allow' ? 'clean' : kind,
    })
  })

  test('beside any other kind → the severer of both; of equals the weightier is the reason', () => {
    for (const other of leakKinds.filter((each) => each !== kind))
      for (const counts of [1, 3, 20, 200]) {
        const both = checkLeak([found(kind, counts), found(other, counts)], defaultLeakRules, audience)
        const alone = [kind, other].map((each) =>
          checkLeak([found(each, counts)], defaultLeakRules, audience),
        )
        const worst = Math.max(...alone.map(({ action }) => severity(action)))
        const reasons = alone.filter(({ action }) => severity(action) === worst).map(({ reason }) => reason)
        expect(severity(both.action)).toBe(worst)
        const weightiest = [...leakKinds, 'clean' as const].find((each) => reasons.includes(each))
        expect(both.reason).toBe(weightiest)
      }
  })
})

test('a message farther out, or with more in it → never a milder answer', () => {
  for (const kind of leakKinds) {
    const severities = leakAudiences.map((audience) =>
      everyCount.map((count) => severity(checkLeak([found(kind, count)], defaultLeakRules, audience).action)),
    )
    for (const [index, row] of severities.entries())
      for (const [at, value] of row.entries()) {
        expect(value).toBeGreaterThanOrEqual(row[at - 1] ?? 0)
        expect(value).toBeGreaterThanOrEqual(severities[index - 1]?.[at] ?? 0)
      }
  }
})

test('findings of one kind in several places → counted together', () => {
  const rules = sameForAll([{ from: 5, action: 'hold' }])
  const places = [
    found('nir', 2),
    { ...found('nir', 3), where: { part: 'attachment', name: 'a.pdf' } as const },
  ]
  expect(checkLeak(places, rules, 'outside')).toEqual({ action: 'hold', reason: 'nir' })
  expect(checkLeak(places.slice(0, 1), rules, 'outside')).toEqual({ action: 'allow', reason: 'clean' })
})

test('steps in any order → the highest that is reached', () => {
  const rules = sameForAll([
    { from: 10, action: 'refuse' },
    { from: 1, action: 'warn' },
  ])
  expect(checkLeak([found('iban', 10)], rules, 'inside').action).toBe('refuse')
  expect(checkLeak([found('iban', 9)], rules, 'inside').action).toBe('warn')
})

test('a step that allows above one that warns → allowed', () => {
  const rules = sameForAll([
    { from: 1, action: 'warn' },
    { from: 2, action: 'allow' },
  ])
  expect(checkLeak([found('iban', 2)], rules, 'inside')).toEqual({ action: 'allow', reason: 'clean' })
})

test('nothing found → allowed', () => {
  for (const audience of leakAudiences)
    expect(checkLeak([], defaultLeakRules, audience)).toEqual({ action: 'allow', reason: 'clean' })
})

describe('the audience', () => {
  const inside = new Set(['saulieu.test', 'departement.test'] as Domain[])
  const audience = (...domains: readonly string[]) =>
    audienceOf(domains as readonly Domain[], { inside, partners: defaultPartners })

  test.each([
    [[], 'inside'],
    [['saulieu.test', 'departement.test'], 'inside'],
    [['saulieu.test', 'cote-dor.gouv.fr'], 'partners'],
    [['caf.fr', 'dgfip.finances.gouv.fr'], 'partners'],
    [['caf.fr', 'gmail.test'], 'outside'],
    [['xgouv.fr'], 'outside'],
    [['gouv.fr.example.test'], 'outside'],
    [['sub.saulieu.test'], 'outside'],
  ] as const)('%j → %s', (domains, expected) => {
    expect(audience(...domains)).toBe(expected)
  })
})
