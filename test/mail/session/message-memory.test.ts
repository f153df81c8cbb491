import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { MessageMemory, memoryBudget } from '#mail/session/message-memory.ts'
import { eventually } from '#test/support/stack/eventually.ts'

setFlagsFromString('--expose-gc')
const collectGarbage: () => void = runInNewContext('gc')

test('pieces of any size → the same octets in order', () => {
  const held = new MessageMemory(memoryBudget(1e6))
  const pieces = [1, 4000, 4096, 5000, 3, 20_000, 90, 50_000, 7, 60_000].map((length, index) =>
    Buffer.from(Buffer.alloc(70_000, index + 1).buffer, 0, length),
  )
  for (const piece of pieces) expect(held.add(piece)).toBe(true)
  expect(held.whole()).toEqual(Buffer.concat(pieces))
})

test('one octet of each of many buffers → the buffers are not kept', async () => {
  const held = new MessageMemory(memoryBudget(1e6))
  const before = process.memoryUsage().arrayBuffers
  for (let piece = 0; piece < 2000; piece += 1) held.add(Buffer.alloc(65_536, 120).subarray(0, 1))
  await eventually('131 MB of buffers to be collected', () => {
    collectGarbage()
    return process.memoryUsage().arrayBuffers - before < 1_000_000 ? true : null
  })
  expect(held.whole().toString()).toBe('x'.repeat(2000))
})

test('the budget is used up → nothing more is taken, by whomever, until something is given back', () => {
  const budget = memoryBudget(100)
  const [one, other] = [new MessageMemory(budget), new MessageMemory(budget)]
  expect(one.add(Buffer.alloc(60))).toBe(true)
  expect(other.add(Buffer.alloc(60))).toBe(false)
  one.release(30)
  expect(other.add(Buffer.alloc(60))).toBe(true)
  one.release()
  other.release()
  expect(one.add(Buffer.alloc(100))).toBe(true)
})
