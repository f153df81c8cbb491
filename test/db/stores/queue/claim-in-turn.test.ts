import { beforeEach, expect, test } from 'vitest'
import type { CommuneId } from '#core/address/directory.ts'
import { mailQueueStore } from '#db/stores/queue/enqueue-mail.ts'
import { queueRunsStore } from '#db/stores/queue/queue-runs.ts'
import { attempted, queued } from '#test/support/database/queued.ts'
import { saulieuDatabase } from '#test/support/database/saulieu-database.ts'

const { owner, gateway, worker, made } = await saulieuDatabase()
const queue = mailQueueStore(gateway)
const runs = queueRunsStore(worker, { perDestination: 5, leaseSeconds: 60 })
const { commune: saulieu, department } = made

beforeEach(() => owner.pool.query('truncate queued_message, paused_destination, destination_pace cascade'))

/** One message to as many destinations. */
const enqueueTo = async (commune: CommuneId, destinations: number, name = 'd') => {
  const [first, ...others] = Array.from({ length: destinations }, (_, n) => `a@${name}${n}.test`)
  await queue.enqueue(queued(commune, [first ?? '', ...others]))
}
const enqueueOlder = async (commune: CommuneId, messages: number, destination: string) => {
  for (let n = 0; n < messages; n += 1) await queue.enqueue(queued(commune, [`a@${destination}`]))
  await owner.pool.query(
    "update delivery set next_attempt_at = now() - interval '1 hour' where destination = $1",
    [destination],
  )
}
const hands = (commune: CommuneId, count: number) => Array<CommuneId>(count).fill(commune)
const claimed = async (free: number, atWork: readonly CommuneId[] = []) => {
  const deliveries = atWork.map((commune) => ({ commune, size: 0 }))
  return (await runs.claim(free, { deliveries, mostOctets: 0 })).deliveries
}
const communesOf = async (free: number, atWork?: readonly CommuneId[]) =>
  (await claimed(free, atWork)).map(({ commune }) => commune)

test('one commune with work for more hands than there are → four fifths of them, and no more by the next claim', async () => {
  await enqueueTo(saulieu, 60)
  expect(await claimed(50)).toHaveLength(40)
  expect(await claimed(10, hands(saulieu, 40))).toEqual([])
})

test('a commune that has its hands full, older mail of it everywhere → another one is claimed at once', async () => {
  await enqueueTo(saulieu, 60)
  await enqueueTo(department, 1)
  await enqueueTo(department, 1, 'other')
  expect(await communesOf(10, hands(saulieu, 40))).toEqual(hands(department, 2))
})

test('the last free hand → for one that has three, not for one that has four', async () => {
  await enqueueTo(saulieu, 1)
  expect(await communesOf(1, hands(saulieu, 4))).toEqual([])
  expect(await communesOf(1, hands(saulieu, 3))).toEqual([saulieu])
})

test('two communes with work for all hands → as many for each, and some stay free', async () => {
  await enqueueTo(saulieu, 60)
  await enqueueTo(department, 60)
  const communes = await communesOf(50)
  const ofSaulieu = communes.filter((commune) => commune === saulieu).length
  expect(communes.length).toBeLessThan(50)
  expect(Math.abs(communes.length - 2 * ofSaulieu)).toBeLessThanOrEqual(1)
})

test('fewer hands than are free asked for → the oldest of each commune first', async () => {
  await enqueueTo(saulieu, 20)
  await enqueueTo(department, 20)
  expect((await communesOf(2)).sort()).toEqual([saulieu, department].sort())
})

test('much older mail of a commune for one destination → another commune’s first comes with its first', async () => {
  await enqueueOlder(saulieu, 20, 'one.test')
  await queue.enqueue(queued(department, ['a@one.test']))
  const communes = await communesOf(50)
  expect(communes).toHaveLength(5)
  expect(communes).toContain(department)
})

test('all that a destination takes at once is of one commune → the next place is another’s, though its mail is younger', async () => {
  await enqueueOlder(saulieu, 20, 'one.test')
  const [first] = await claimed(50)
  if (first === undefined) throw new Error('five were due')
  await queue.enqueue(queued(department, ['a@one.test']))
  await runs.record(first, attempted(first.recipients))
  expect(await communesOf(50)).toEqual([department])
})

test('two communes with much for one destination → they share its room', async () => {
  await enqueueOlder(saulieu, 20, 'one.test')
  await enqueueOlder(department, 20, 'one.test')
  const communes = await communesOf(50)
  expect(communes.filter((commune) => commune === saulieu).length).toBeGreaterThanOrEqual(2)
  expect(communes.filter((commune) => commune === department).length).toBeGreaterThanOrEqual(2)
})

test('a message → each of its deliveries has its commune and its size', async () => {
  await enqueueTo(department, 2)
  const { rows } = await owner.pool.query(
    'select turn_commune_id = commune_id and turn_size = size as same from delivery d join queued_message m using (queue_id)',
  )
  expect(rows).toEqual([{ same: true }, { same: true }])
})
