import { expect, test } from 'vitest'
import { type Stage, type Staged, stageOf } from '#admin/client/communes/stage.ts'

const day = '2026-11-24T06:02:00.000Z'

const cases: readonly (readonly [Partial<Staged>, Stage])[] = [
  [{ domains: [] }, 'domain'],
  [{ mailboxes: 0 }, 'mailboxes'],
  [{ cameIn: false }, 'letters'],
  [{ cameIn: false, lettersAt: day }, 'entry'],
  [{ lettersAt: day }, 'open'],
  [{}, 'open'],
  [{ suspendedAt: day }, 'suspended'],
]

test.each(cases)('a commune in service, but with %j → %s', (given, stage) => {
  const whole = { domains: ['saulieu.fr'], mailboxes: 3, cameIn: true, lettersAt: null, suspendedAt: null }
  expect(stageOf({ ...whole, ...given })).toBe(stage)
})
