import { beforeEach, expect, test } from 'vitest'
import { providerLimit } from '#core/queue/provider-limits.ts'
import type { Destination } from '#core/queue/queued-mail.ts'
import { mailQueueStore } from '#db/stores/queue/enqueue-mail.ts'
import type { ClaimedDelivery } from '#db/stores/queue/queue-claim.ts'
import { queueRunsStore } from '#db/stores/queue/queue-runs.ts'
import { attempted, queued } from '#test/support/database/queued.ts'
import { saulieuDatabase } from '#test/support/database/saulieu-database.ts'

const { owner, gateway, worker, made } = await saulieuDatabase()
const queue = mailQueueStore(gateway)
const perDestination = 20
const runs = queueRunsStore(worker, { perDestination, leaseSeconds: 60, speakFirstSeconds: 0 })

beforeEach(() => owner.pool.query('truncate queued_message, destination_pace cascade'))

const enqueue = async (messages: number, to = 'a@one.test') => {
  for (let n = 0; n < messages; n += 1) await queue.enqueue(queued(made.commune, [to]))
}

const claimed = async (): Promise<readonly ClaimedDelivery[]> => (await runs.claim(50)).deliveries
const well = (delivery: ClaimedDelivery) => runs.record(delivery, attempted(delivery.recipients))
const tooMany = (delivery: ClaimedDelivery) =>
  runs.record(delivery, attempted(delivery.recipients, 'deferred', 'temporary'))

/** What else was claimed is as if it never had been. */
const letGo = () => owner.pool.query('update delivery set claim = null, claimed_until = null, unanswered = 0')

const timePasses = async (interval = '1 second') => {
  await owner.pool.query(
    `update destination_pace set rests_until = least(rests_until, now()) - interval '${interval}'`,
  )
  await owner.pool.query(
    "update delivery set next_attempt_at = now() - interval '1 second' where state = 'waiting'",
  )
  await letGo()
}

const pace = async () =>
  (
    await owner.pool.query(
      `select at_once, ceiling, rests_until::text as until,
        (round(extract(epoch from rests_until - now()) / 10) * 10)::int as rests from destination_pace`,
    )
  ).rows[0]

/** What is claimed goes well, one after the other, until so many did. */
async function goWell(deliveries: number): Promise<void> {
  for (let done = 0; done < deliveries; ) {
    const [first] = await claimed()
    if (first === undefined) throw new Error('one was due')
    await well(first)
    await owner.pool.query(
      "update delivery set claimed_until = now() - interval '1 second' where claim is not null",
    )
    done += 1
  }
}

test('a destination that takes two at once, two hundred messages → found out at once, and asked for more now and then alone', async () => {
  await enqueue(200)
  const rounds: number[] = []
  let delivered = 0
  let refused = 0
  while (delivered < 200) {
    const deliveries = await claimed()
    rounds.push(deliveries.length)
    for (const delivery of deliveries.slice(0, 2)) await well(delivery)
    for (const delivery of deliveries.slice(2)) await tooMany(delivery)
    delivered += Math.min(2, deliveries.length)
    refused += Math.max(0, deliveries.length - 2)
    await timePasses()
  }
  // 20 at once as to anybody, then what a first climb needs.
  expect(rounds.slice(0, 9)).toEqual([20, 1, 2, 4, 1, 2, 3, 1, 2])
  expect(rounds.slice(9, 30)).toEqual(Array(21).fill(2))
  expect(refused).toBeLessThanOrEqual(18 + 2 + 1 + 200 / 50)
  expect(rounds.length).toBeLessThan(120)
})

test('what was begun before the rest → neither ends it nor makes it longer', async () => {
  await enqueue(5)
  const [first, second, third, fourth] = await claimed()
  if (!first || !second || !third || !fourth) throw new Error('five were due')
  await tooMany(first)
  const resting = await pace()
  expect(resting).toMatchObject({ at_once: 1, ceiling: null, rests: 10 })
  await well(second)
  await tooMany(third)
  expect(await pace()).toMatchObject({ at_once: 1, ceiling: null, until: resting.until })
  expect(await claimed()).toEqual([])
  // Ended after the rest, by a server that was silent for a minute.
  await timePasses()
  const rested = await pace()
  await runs.record(fourth, {
    ...attempted(fourth.recipients, 'deferred', 'unreachable'),
    milliseconds: 60_000,
  })
  expect(await pace()).toMatchObject({ at_once: 1, until: rested.until })
})

test('trouble with two at once → one at once, two after fifty that went well; the hour gives one more', async () => {
  await enqueue(70)
  await owner.pool.query(
    `insert into destination_pace (destination, at_once, ceiling, troubles, went_well, last_kind, last_reply)
    values ('one.test', 2, 2, 1, 60, 'temporary', '')`,
  )
  const [first] = await claimed()
  if (first === undefined) throw new Error('two were due')
  await tooMany(first)
  await timePasses()
  await goWell(49)
  expect(await pace()).toMatchObject({ at_once: 1, ceiling: 1 })
  await goWell(1)
  expect(await pace()).toMatchObject({ at_once: 2 })
  await goWell(1)
  expect(await pace()).toMatchObject({ at_once: 2 })
  await timePasses('1 hour')
  await goWell(1)
  expect(await pace()).toMatchObject({ at_once: 3 })
})

test('trouble at one at once, which is nobody’s limit → no ceiling', async () => {
  await enqueue(3)
  for (const rests of [10, 30, 60]) {
    const [first] = await claimed()
    if (first === undefined) throw new Error('one was due')
    await tooMany(first)
    expect(await pace()).toMatchObject({ at_once: 1, ceiling: null, rests })
    await timePasses()
  }
})

test.each([
  [1, '1 second', 120],
  [10, '1 second', 60],
  [20, '1 second', 30],
  [50, '1 second', 10],
  [1, '2 hours', 30],
])('three troubles, %i went well, %s → the next rest is of %i s', async (deliveries, interval, rests) => {
  await enqueue(55)
  await owner.pool.query(
    `insert into destination_pace (destination, at_once, troubles, rests_until, last_kind, last_reply)
    values ('one.test', 1, 3, now() - interval '1 second', 'temporary', '')`,
  )
  await goWell(deliveries)
  await timePasses(interval)
  const [next] = await claimed()
  if (next === undefined) throw new Error('one was due')
  await tooMany(next)
  expect((await pace())?.rests).toBe(rests)
})

test('a destination in trouble, and one that was → the first alone is given up on untried', async () => {
  await owner.pool.query(
    `insert into destination_pace (destination, at_once, troubles, went_well, rests_until, last_kind, last_reply) values
    ('one.test', 1, 1, 0, now() - interval '1 second', 'temporary', ''),
    ('two.test', 1, 1, 1, now() - interval '1 second', 'temporary', '')`,
  )
  await enqueue(1)
  await enqueue(1, 'a@two.test')
  await owner.pool.query(
    "update delivery set next_attempt_at = now() - interval '5 days', expires_at = now() - interval '1 hour'",
  )
  expect(await runs.expire(10)).toBe(1)
  expect((await claimed()).map(({ destination }) => destination)).toEqual(['two.test'])
})

test.each([
  ['as many as any other', 20, 0, 5, []],
  ['fewer', 3, 0, 500, ['one.test']],
  ['as many, and would rest for long', 20, 4, 5, ['one.test']],
  ['as many as any other, after trouble', 20, 1, 0, ['one.test']],
])('a destination that sees %s → kept: %#', async (_, atOnce, troubles, wentWell, kept) => {
  await owner.pool.query(
    `insert into destination_pace (destination, at_once, troubles, went_well, last_kind, last_reply)
    values ('one.test', $1, $2, $3, 'temporary', '')`,
    [atOnce, troubles, wentWell],
  )
  await runs.tidy()
  const { rows } = await owner.pool.query('select destination from destination_pace')
  expect(rows.map(({ destination }) => destination)).toEqual(kept)
})

test('orange.fr and wanadoo.fr, whose servers take two together → one each, before and after trouble', async () => {
  for (const to of ['a@orange.fr', 'a@wanadoo.fr', 'a@one.test']) await enqueue(3, to)
  const to = (deliveries: readonly ClaimedDelivery[]) =>
    deliveries.map(({ destination }) => destination).sort()
  const first = await claimed()
  expect(to(first)).toEqual(['one.test', 'one.test', 'one.test', 'orange.fr', 'wanadoo.fr'])
  const orange = first.find(({ destination }) => destination === 'orange.fr')
  if (orange === undefined) throw new Error('one was due')
  await tooMany(orange)
  await timePasses()
  for (const _ of [1, 2]) {
    const again = await claimed()
    expect(to(again)).toEqual(to(first))
    for (const delivery of again) if (delivery.destination === 'orange.fr') await well(delivery)
    await letGo()
  }
})

test.each([
  ['orange.fr', 1],
  ['wanadoo.fr', 1],
  ['one.test', null],
])('%s → %s at once is known', (destination, atOnce) => {
  expect(providerLimit(destination as Destination)).toBe(atOnce)
})
