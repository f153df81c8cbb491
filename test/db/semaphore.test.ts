import { expect, test } from 'vitest'
import { Semaphore } from '#db/semaphore.ts'

test('more than may be at once → in the order in which they came', async () => {
  const turns = new Semaphore({ atOnce: 1, patienceMilliseconds: 10_000 })
  const first = await turns.take()
  const order: string[] = []
  const others = ['second', 'third'].map(async (name) => {
    using _turn = await turns.take()
    order.push(name)
  })
  expect(order).toEqual([])
  first[Symbol.dispose]()
  await Promise.all(others)
  expect(order).toEqual(['second', 'third'])
})

test('no turn in time → refused, and the turn goes to the next one all the same', async () => {
  const turns = new Semaphore({ atOnce: 1, patienceMilliseconds: 5 })
  const first = await turns.take()
  await expect(turns.take()).rejects.toThrow('timeout')
  first[Symbol.dispose]()
  using second = await turns.take()
  expect(second).toBeDefined()
})
