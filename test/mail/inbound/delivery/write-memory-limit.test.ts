import { setImmediate as later } from 'node:timers/promises'
import { expect, test, vi } from 'vitest'
import { WriteMemoryLimit } from '#mail/inbound/delivery/write-memory-limit.ts'

/** Takes a turn and notes when it began; `end` gives it back. */
function turn(turns: WriteMemoryLimit, octets: number, began: string[], name: string) {
  const taken = turns.take(octets)
  taken.then(
    () => began.push(name),
    () => began.push(`${name} never`),
  )
  return { end: async () => (await taken)[Symbol.dispose](), taken }
}

test('what fits → at once; what does not → in the order it came, small ones behind a large one too', async () => {
  const turns = new WriteMemoryLimit(100, 60_000)
  const began: string[] = []
  const [first, second] = [turn(turns, 50, began, 'first'), turn(turns, 50, began, 'second')]
  const large = turn(turns, 80, began, 'large')
  const small = turn(turns, 10, began, 'small')
  await later()
  expect(began).toEqual(['first', 'second'])
  await first.end()
  await later()
  expect(began).toEqual(['first', 'second'])
  await second.end()
  await later()
  expect(began).toEqual(['first', 'second', 'large', 'small'])
  await Promise.all([large.end(), small.end()])
})

test('larger than all there is → alone', async () => {
  const turns = new WriteMemoryLimit(100, 60_000)
  const began: string[] = []
  const huge = turn(turns, 5000, began, 'huge')
  const next = turn(turns, 1, began, 'next')
  await later()
  expect(began).toEqual(['huge'])
  await huge.end()
  await next.end()
  expect(began).toEqual(['huge', 'next'])
})

test('no turn in time → rejected, and who came behind it begins', async () => {
  vi.useFakeTimers()
  try {
    const turns = new WriteMemoryLimit(100, 1000)
    const began: string[] = []
    const holding = turn(turns, 60, began, 'holding')
    turn(turns, 80, began, 'large')
    await vi.advanceTimersByTimeAsync(500)
    const small = turn(turns, 40, began, 'small')
    await vi.advanceTimersByTimeAsync(499)
    expect(began).toEqual(['holding'])
    await vi.advanceTimersByTimeAsync(1)
    expect(began.toSorted()).toEqual(['holding', 'large never', 'small'])
    await Promise.all([holding.end(), small.end()])
  } finally {
    vi.useRealTimers()
  }
})
