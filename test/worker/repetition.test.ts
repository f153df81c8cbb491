import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Event } from '#core/event.ts'
import { Repetition } from '#worker/repetition.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())
const hour = 3_600_000

function repeating(outcomes: readonly ('works' | 'fails')[]) {
  const events: Event[] = []
  const note = (event: Event) => void events.push(event)
  let turns = 0
  const repetition = new Repetition({
    component: 'letters',
    everyMilliseconds: hour,
    log: { info: note, warn: note, error: note },
    work: async () => {
      if (outcomes[turns++] === 'fails') throw new Error('the database is away')
      return false
    },
  })
  return { repetition, events, turns: () => turns }
}

test('hourly work that failed once → done again within seconds, told once each way, and then hourly', async () => {
  const { repetition, events, turns } = repeating(['fails', 'fails', 'works', 'works'])
  await vi.advanceTimersByTimeAsync(0)
  expect(repetition.healthy).toBe(false)
  await vi.advanceTimersByTimeAsync(10_000)
  expect(repetition.healthy).toBe(true)
  expect(events.map(({ event }) => event)).toEqual(['component.unavailable', 'component.recovered'])
  await vi.advanceTimersByTimeAsync(hour - 1)
  expect(turns()).toBe(3)
  await vi.advanceTimersByTimeAsync(1)
  expect(turns()).toBe(4)
  await repetition[Symbol.asyncDispose]()
})

test('woken while it rests → a turn at once; while at work, however often → one more, a moment later; after the end → none', async () => {
  const { repetition, turns } = repeating([])
  await vi.advanceTimersByTimeAsync(0)
  repetition.wake()
  repetition.wake()
  repetition.wake()
  await vi.advanceTimersByTimeAsync(0)
  expect(turns()).toBe(2)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(turns()).toBe(3)
  await vi.advanceTimersByTimeAsync(hour - 60_000)
  expect(turns()).toBe(3)
  await repetition[Symbol.asyncDispose]()
  repetition.wake()
  await vi.advanceTimersByTimeAsync(2 * hour)
  expect(turns()).toBe(3)
})
