import { beforeEach, expect, test } from 'vitest'
import type { CommuneId } from '#core/address/directory.ts'
import { mailQueueStore } from '#db/stores/queue/enqueue-mail.ts'
import { queueRunsStore } from '#db/stores/queue/queue-runs.ts'
import { queued } from '#test/support/database/queued.ts'
import { saulieuDatabase } from '#test/support/database/saulieu-database.ts'

const { owner, gateway, worker, made } = await saulieuDatabase()
const queue = mailQueueStore(gateway)
const runs = queueRunsStore(worker, { perDestination: 5, leaseSeconds: 60 })
const { commune: saulieu, department } = made
const [large, small] = [100_000, 1_000]

beforeEach(() => owner.pool.query('truncate queued_message, paused_destination, destination_pace cascade'))

/** One after the other, each to one destination. */
const enqueue = async (commune: CommuneId, size: number, ...destinations: readonly string[]) => {
  for (const destination of destinations)
    await queue.enqueue(queued(commune, [`a@${destination}`], { content: Buffer.alloc(size, 'x') }))
}
const many = (count: number, destination: string | null = null) =>
  Array.from({ length: count }, (_, n) => destination ?? `d${n}.test`)
const holding = (mostOctets: number, ...deliveries: readonly { commune: CommuneId; size: number }[]) => ({
  deliveries,
  mostOctets,
})
const sizes = async (free: number, atWork: ReturnType<typeof holding>) =>
  (await runs.claim(free, atWork)).deliveries.map(({ size }) => size)

test('ten large ones, room for three of them → four at most, the others stay free in the queue', async () => {
  await enqueue(saulieu, large, ...many(10))
  const claimed = await sizes(50, holding(3 * large))
  expect(claimed.length).toBeGreaterThanOrEqual(3)
  expect(claimed.length).toBeLessThanOrEqual(4)
  const { rows } = await owner.pool.query('select count(*)::int as n from delivery where claim is null')
  expect(rows).toEqual([{ n: 10 - claimed.length }])
})

test('no room for large ones → small ones pass them, elsewhere and at the same destination', async () => {
  await enqueue(saulieu, large, ...many(10), ...many(10, 'same.test'))
  await enqueue(saulieu, small, 'same.test', 'other.test')
  const full = holding(large, { commune: department, size: large })
  expect(await sizes(40, full)).toEqual([small, small])
})

test('large ones of a commune that may have no more, at a destination that takes one at a time → another’s is claimed', async () => {
  await enqueue(saulieu, large, 'one.test')
  await owner.pool.query(`insert into destination_pace (destination, at_once, troubles, last_kind, last_reply)
    values ('one.test', 1, 0, 'unreachable', '')`)
  await enqueue(department, small, 'one.test')
  expect(await sizes(40, holding(large, { commune: saulieu, size: large }))).toEqual([small])
})

test('more than may be held, alone → claimed; beside another large one → not', async () => {
  await enqueue(saulieu, 10 * large, 'one.test')
  expect(await sizes(40, holding(large, { commune: department, size: large }))).toEqual([])
  expect(await sizes(40, holding(large, { commune: department, size: small }))).toEqual([10 * large])
})

test('a commune holds most of what may be held → no large one of it, but one of another', async () => {
  await enqueue(saulieu, large, ...many(3))
  await enqueue(department, large, 'other.test')
  const held = many(8).map(() => ({ commune: saulieu, size: large }))
  const { deliveries } = await runs.claim(40, holding(10 * large, ...held))
  expect(deliveries.map(({ commune }) => commune)).toEqual([department])
})

test('small ones are no burden → claimed whatever is held', async () => {
  await enqueue(saulieu, small, ...many(10))
  expect(await sizes(40, holding(0))).toHaveLength(10)
})

test('room for one large one more, older mail of the commune that holds the other → the turn is another’s', async () => {
  await enqueue(saulieu, large, ...many(3))
  await enqueue(department, large, 'other.test')
  const { deliveries } = await runs.claim(40, holding(2 * large, { commune: saulieu, size: large }))
  expect(deliveries.map(({ commune }) => commune)).toEqual([department])
})
