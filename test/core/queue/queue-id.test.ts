import { expect, test } from 'vitest'
import { newQueueId } from '#core/queue/queue-id.ts'

test('ids of one moment → no two alike, and each letter of the alphabet in each random place as often as another', () => {
  const ids = Array.from({ length: 32_000 }, () => newQueueId(1_795_902_471_214))
  expect(new Set(ids).size).toBe(ids.length)
  for (const id of ids) expect(id).toMatch(/^01[0-9A-HJKMNP-TV-Z]{24}$/)
  expect(new Set(ids.map((id) => id.slice(0, 10))).size).toBe(1)
  for (let place = 10; place < 26; place += 1) {
    const letters = Map.groupBy(ids, (id) => id[place])
    expect(letters.size).toBe(32)
    // A thousand each are expected, with a deviation of 31.
    for (const each of letters.values()) expect(Math.abs(each.length - 1000)).toBeLessThan(250)
  }
})

test('ids of later moments → in order', () => {
  const ids = Array.from({ length: 100 }, (_, at) => newQueueId(1_795_902_471_214 + at))
  expect(ids.toSorted()).toEqual(ids)
})
