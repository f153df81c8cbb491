import { expect, test } from 'vitest'
import { standingOf } from '#admin/client/screens/queue/delivery-standing.ts'

const waiting = { state: 'waiting', heldFor: null, trying: false, paused: false } as const

const recipient = (settledAs: 'delivered' | 'failed' | 'expired' | 'deleted') =>
  ({ address: 'marie@one.test', settledAs, settledAt: null, kind: null, reply: '' }) as const

test.each([
  [[recipient('delivered'), recipient('delivered')], 'delivered'],
  [[recipient('failed'), recipient('expired')], 'failed'],
  [[recipient('deleted')], 'failed'],
  [[recipient('delivered'), recipient('failed')], 'partly'],
] as const)('nothing open any more, of %j → %s', (recipients, stands) => {
  expect(standingOf({ ...waiting, state: 'done', recipients })).toBe(stands)
})

test('held, tried or paused → who must act comes first', () => {
  expect(standingOf({ ...waiting, state: 'held', heldFor: 'approval', paused: true })).toBe('approval')
  expect(standingOf({ ...waiting, trying: true, paused: true })).toBe('trying')
  expect(standingOf({ ...waiting, paused: true })).toBe('paused')
  expect(standingOf({ ...waiting, recipients: ['marie@one.test'] })).toBe('waiting')
})
