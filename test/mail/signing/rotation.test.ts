import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Domain } from '#core/address/email-address.ts'
import {
  type DkimAlgorithm,
  type DkimKey,
  type DkimSelector,
  dkimAlgorithms,
} from '#core/deliverability/dkim-key.ts'
import {
  type RecordSeen,
  type RotationStep,
  rotationSchedule,
  rotationSteps,
} from '#mail/signing/rotation.ts'

const now = new Date('2026-11-25T12:00:00Z')
const hour = 3_600_000
const month = 30 * 24 * hour

/** `a:active:10d` is a key with the selector a that became active ten days ago; `e` before the name makes it Ed25519. */
function key(text: string, at = now): DkimKey {
  const [selector = '', state = '', age = ''] = text.split(':')
  const since = new Date(at.getTime() - Number.parseInt(age, 10) * hour * (age.endsWith('d') ? 24 : 1))
  const common = {
    domain: 'mairie-saulieu.test' as Domain,
    selector: selector as DkimSelector,
    algorithm: (selector.startsWith('e') ? 'ed25519-sha256' : 'rsa-sha256') satisfies DkimAlgorithm,
    publicKey: 'x',
  } as const
  if (state === 'published')
    return { ...common, state, publishedAt: since, activatedAt: null, retiredAt: null }
  if (state === 'active') return { ...common, state, publishedAt: since, activatedAt: since, retiredAt: null }
  if (state === 'retired')
    return { ...common, state, publishedAt: since, activatedAt: since, retiredAt: since }
  throw new Error(`no state ${state}`)
}

const shown = (step: RotationStep): string => {
  if (step.kind === 'publish') return `publish ${step.algorithm}`
  if (step.kind === 'complain') return `complain ${step.key.selector} ${step.seen}`
  return `${step.kind} ${step.key.selector}`
}

/** An Ed25519 key that needs nothing, so that a row speaks of RSA alone. */
const settled = 'e:active:1d'

interface Row {
  readonly keys: readonly string[]
  /** Of the selectors that are not shown. */
  readonly dns?: Readonly<Record<string, RecordSeen>>
  readonly steps: readonly string[]
}

const rows: readonly (readonly [string, Row])[] = [
  ['a new domain', { keys: [], steps: ['publish rsa-sha256', 'publish ed25519-sha256'] }],
  ['published, not in the DNS yet', { keys: [settled, 'a:published:1h'], dns: { a: 'missing' }, steps: [] }],
  [
    'the first one, in the DNS → at once, because nothing signs',
    { keys: [settled, 'a:published:0h'], steps: ['activate a'] },
  ],
  [
    'not in the DNS for 48 hours',
    { keys: [settled, 'a:published:48h'], dns: { a: 'missing' }, steps: ['complain a missing'] },
  ],
  [
    'another record in its place for 48 hours',
    { keys: [settled, 'a:published:48h'], dns: { a: 'different' }, steps: ['complain a different'] },
  ],
  [
    'no answer of the DNS, however long',
    { keys: [settled, 'a:published:99d'], dns: { a: 'unknown' }, steps: [] },
  ],
  ['signs for 179 days', { keys: [settled, 'a:active:179d'], steps: [] }],
  ['signs for 180 days', { keys: [settled, 'a:active:180d'], steps: ['publish rsa-sha256'] }],
  [
    'its successor in the DNS for 23 hours → waits for the last name server',
    { keys: [settled, 'a:active:181d', 'b:published:23h'], steps: [] },
  ],
  [
    'its successor in the DNS for 24 hours',
    { keys: [settled, 'a:active:181d', 'b:published:24h'], steps: ['activate b'] },
  ],
  [
    'its successor is old but not in the DNS → the old one signs on',
    {
      keys: [settled, 'a:active:400d', 'b:published:60h'],
      dns: { b: 'missing' },
      steps: ['complain b missing'],
    },
  ],
  [
    'its successor cannot be asked for',
    { keys: [settled, 'a:active:400d', 'b:published:24h'], dns: { b: 'unknown' }, steps: [] },
  ],
  [
    'the record of the one that signs is gone',
    { keys: [settled, 'a:active:10d'], dns: { a: 'missing' }, steps: ['complain a missing'] },
  ],
  [
    'the record of the one that signs is gone, and it is old',
    {
      keys: [settled, 'a:active:180d'],
      dns: { a: 'missing' },
      steps: ['complain a missing', 'publish rsa-sha256'],
    },
  ],
  [
    'the record of the one that signs is gone, and a successor stands ready',
    { keys: [settled, 'a:active:181d', 'b:published:24h'], dns: { a: 'missing' }, steps: ['activate b'] },
  ],
  [
    'the DNS does not answer for the one that signs',
    { keys: [settled, 'a:active:10d'], dns: { a: 'unknown' }, steps: [] },
  ],
  ['retired for 29 days', { keys: [settled, 'b:active:29d', 'a:retired:29d'], steps: [] }],
  ['retired for 30 days', { keys: [settled, 'b:active:30d', 'a:retired:30d'], steps: ['forget a'] }],
  [
    'retired, gone from the DNS already → nothing to complain about',
    { keys: [settled, 'b:active:1d', 'a:retired:1d'], dns: { a: 'missing' }, steps: [] },
  ],
  ['only retired ones', { keys: [settled, 'a:retired:1d'], steps: ['publish rsa-sha256'] }],
  [
    'both algorithms at once',
    {
      keys: ['a:active:181d', 'b:published:24h', 'e:active:181d', 'e2:published:24h'],
      steps: ['activate b', 'activate e2'],
    },
  ],
  [
    'published in the future, by a clock that went back',
    { keys: [settled, 'z:active:1d', 'a:published:-5h'], steps: [] },
  ],
]

test.each(rows)('%s', (_what, { keys, dns = {}, steps }) => {
  const facts = {
    keys: keys.map((text) => key(text)),
    seen: ({ selector }: DkimKey) => dns[selector] ?? 'shown',
    now,
    schedule: rotationSchedule,
  }
  expect(rotationSteps(facts).map(shown)).toEqual(steps)
})

/** What the worker would do with the steps. */
function done(
  keys: readonly DkimKey[],
  steps: readonly RotationStep[],
  { at, serial }: { readonly at: Date; readonly serial: number },
): readonly DkimKey[] {
  return steps.reduce<readonly DkimKey[]>((left, step) => {
    if (step.kind === 'publish') {
      const prefix = step.algorithm === 'rsa-sha256' ? 'r' : 'e'
      return left.concat(key(`${prefix}${serial}:published:0h`, at))
    }
    if (step.kind === 'forget') return left.filter((each) => each !== step.key)
    if (step.kind === 'complain') return left
    return left.map((each) => {
      if (each === step.key) return { ...each, state: 'active', activatedAt: at } as const
      const gives = each.state === 'active' && each.algorithm === step.key.algorithm
      return gives ? ({ ...each, state: 'retired', retiredAt: at } as const) : each
    })
  }, keys)
}

const countOf = (keys: readonly DkimKey[], algorithm: DkimAlgorithm, state: DkimKey['state']): number =>
  keys.filter((each) => each.algorithm === algorithm && each.state === state).length

const stays = ({ key: { retiredAt } }: { readonly key: DkimKey }, at: Date): number =>
  at.getTime() - (retiredAt?.getTime() ?? 0)

test('years of looking at any hour with a DNS of any mood → never two that sign, never one that the DNS does not show, records stay', () => {
  const mood = fc.constantFrom<RecordSeen>('shown', 'missing', 'unknown')
  const look = fc.record({ hours: fc.integer({ min: 1, max: 24 * 40 }), mood })
  fc.assert(
    fc.property(fc.array(look, { minLength: 1, maxLength: 120 }), (looks) => {
      let keys: readonly DkimKey[] = []
      let at = now
      for (const [serial, { hours, mood: seen }] of looks.entries()) {
        at = new Date(at.getTime() + hours * hour)
        const steps = rotationSteps({ keys, seen: () => seen, now: at, schedule: rotationSchedule })
        expect(steps.filter(({ kind }) => kind === 'activate' && seen !== 'shown')).toEqual([])
        for (const step of steps)
          if (step.kind === 'forget') expect(stays(step, at)).toBeGreaterThanOrEqual(month)
        keys = done(keys, steps, { at, serial })
        for (const algorithm of dkimAlgorithms) {
          expect(countOf(keys, algorithm, 'active')).toBeLessThanOrEqual(1)
          expect(countOf(keys, algorithm, 'published')).toBeLessThanOrEqual(1)
        }
      }
    }),
  )
})
