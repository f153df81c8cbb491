import { expect, test } from 'vitest'
import { blockFor, decide, isDistributed, type Standing } from '#identity/intrusion/policy.ts'

const now = new Date('2026-03-02T08:00:00Z')
const later = new Date('2026-03-02T08:10:00Z')
const before = new Date('2026-03-02T07:50:00Z')
const nothing: Standing = { failures: 0, blockedUntil: null, networkBlockedUntil: null, trusted: false }
const minute = 60_000

test.each([
  [0, { kind: 'allow' }],
  [2, { kind: 'allow' }],
  [3, { kind: 'delay', milliseconds: 1000 }],
  [4, { kind: 'delay', milliseconds: 2000 }],
  [5, { kind: 'delay', milliseconds: 4000 }],
  [6, { kind: 'delay', milliseconds: 8000 }],
  [40, { kind: 'delay', milliseconds: 8000 }],
])('%i failures, no block → %o', (failures, expected) => {
  expect(decide({ ...nothing, failures }, now)).toEqual(expected)
})

test('a block of the login or of the network that lasts → refused until the later end; one that is over → not', () => {
  expect(decide({ ...nothing, blockedUntil: later }, now)).toEqual({ kind: 'refuse', until: later })
  expect(decide({ ...nothing, blockedUntil: before, networkBlockedUntil: later }, now)).toEqual({
    kind: 'refuse',
    until: later,
  })
  expect(decide({ ...nothing, blockedUntil: before, networkBlockedUntil: before }, now)).toEqual({
    kind: 'allow',
  })
  expect(decide({ ...nothing, blockedUntil: now }, now)).toEqual({ kind: 'allow' })
})

test('a trusted network → never refused, still slowed', () => {
  const guessing = { failures: 30, blockedUntil: later, networkBlockedUntil: later, trusted: true }
  expect(decide(guessing, now)).toEqual({ kind: 'delay', milliseconds: 8000 })
})

test('the tenth failure closes for a quarter of an hour, each further one for twice as long, to a day', () => {
  expect([9, 10, 11, 12, 16, 17, 60].map(blockFor)).toEqual([
    null,
    ...[15, 30, 60, 960, 1440, 1440].map((minutes) => minutes * minute),
  ])
})

test('many failures of few networks, or few of many → not spread; many of many → spread', () => {
  expect(isDistributed({ failures: 500, networks: 9 })).toBe(false)
  expect(isDistributed({ failures: 49, networks: 49 })).toBe(false)
  expect(isDistributed({ failures: 50, networks: 10 })).toBe(true)
})
