import { expect, test } from 'vitest'
import { pollIntervalMs, setLiveBoxes } from '#webmail/client/live/live-boxes.ts'

test('every box is heard → asked every five minutes; one is not, or none → every minute', () => {
  const [a, b] = [{ id: 'a' }, { id: 'b' }]
  expect(pollIntervalMs([a])).toBe(60_000)
  setLiveBoxes(['a'])
  expect(pollIntervalMs([a])).toBe(300_000)
  expect(pollIntervalMs([a, b])).toBe(60_000)
  expect(pollIntervalMs([])).toBe(60_000)
  setLiveBoxes([])
  expect(pollIntervalMs([a])).toBe(60_000)
})
