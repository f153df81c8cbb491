import { beforeEach, expect, test } from 'vitest'
import type { Destination } from '#core/queue/queued-mail.ts'
import type { Transaction } from '#db/connection.ts'
import { listen } from '#db/listen.ts'
import type { Scope } from '#db/stores/query/scope.ts'
import { mailQueueStore } from '#db/stores/queue/enqueue-mail.ts'
import {
  deleteDeliveries,
  holdDeliveries,
  pauseDestination,
  releaseDeliveries,
  resumeDestination,
  retryNow,
} from '#db/stores/queue/queue-decisions.ts'
import { queueRunsStore } from '#db/stores/queue/queue-runs.ts'
import { sendingCountsStore } from '#db/stores/sending/sending-counts.ts'
import { resumeSending } from '#db/stores/sending/sending-stops.ts'
import { claire } from '#test/support/database/commune.ts'
import { attempted, queued } from '#test/support/database/queued.ts'
import { saulieuDatabase } from '#test/support/database/saulieu-database.ts'
import { eventually } from '#test/support/stack/eventually.ts'

const { postgresql, owner, gateway, worker, made } = await saulieuDatabase()
const queue = mailQueueStore(gateway)
const runs = queueRunsStore(worker, { perDestination: 5, leaseSeconds: 60 })
const department: Scope = { kind: 'department' }
const ofCommune: Scope = { kind: 'commune', commune: made.commune }
const one = 'one.test' as Destination

beforeEach(() =>
  owner.pool.query('truncate queued_message, paused_destination, destination_pace, sending_stop cascade'),
)

const enqueue = async (...to: readonly [string, ...string[]]) => {
  const message = queued(made.commune, to)
  await queue.enqueue(message)
  return message
}
const asAdmin = async <Value>(work: (transaction: Transaction) => Promise<Value>): Promise<Value> => {
  await using admin = postgresql.open('vm_admin')
  return await admin.transaction(work)
}
const claimed = async () => (await runs.claim(10)).deliveries
const found = async (text: string) => (await owner.pool.query(text)).rows

test('held, then let go → waits for a person, then is tried at once; runners hear of it', async () => {
  const { queueId } = await enqueue('a@one.test', 'a@two.test')
  const which = { scope: department, queueId, destination: one }
  expect(await asAdmin((transaction) => holdDeliveries(transaction, which))).toBe(1)
  expect(await claimed()).toMatchObject([{ destination: 'two.test' }])
  expect(await found("select held_for from delivery where state = 'held'")).toEqual([{ held_for: 'person' }])
  let connected = false
  let heard = false
  await using _hearing = listen(worker, {
    channel: 'queue',
    heard: () => {
      heard = true
    },
    connected: () => {
      connected = true
    },
  })
  await eventually('the listener', () => connected || null)
  await owner.pool.query("update delivery set expires_at = now() - interval '1 day'")
  expect(await asAdmin((transaction) => releaseDeliveries(transaction, which))).toBe(1)
  expect(await claimed()).toMatchObject([{ destination: 'one.test' }])
  await eventually('the notification', () => heard || null)
})

test('held while it is tried → goes on, and stays held when it must wait', async () => {
  const { queueId } = await enqueue('a@one.test')
  const [delivery] = await claimed()
  if (delivery === undefined) throw new Error('nothing was due')
  await asAdmin((transaction) =>
    holdDeliveries(transaction, { scope: department, queueId, destination: null }),
  )
  expect(await runs.record(delivery, attempted(delivery.recipients, 'deferred', 'greylisted'))).toBe('held')
})

test('retried now → due, although the curve and the rest of its destination say later', async () => {
  const { queueId } = await enqueue('a@one.test')
  const [delivery] = await claimed()
  if (delivery === undefined) throw new Error('nothing was due')
  await runs.record(delivery, attempted(delivery.recipients, 'deferred', 'unreachable'))
  expect(await claimed()).toEqual([])
  const which = { scope: department, queueId, destination: null }
  expect(await asAdmin((transaction) => retryNow(transaction, which))).toBe(1)
  expect(await claimed()).toHaveLength(1)
})

test('retried now by a commune → due, but the rest of the destination stays everybody’s', async () => {
  const { queueId } = await enqueue('a@one.test')
  const [delivery] = await claimed()
  if (delivery === undefined) throw new Error('nothing was due')
  await runs.record(delivery, attempted(delivery.recipients, 'deferred', 'unreachable'))
  const which = { scope: ofCommune, queueId, destination: null }
  expect(await asAdmin((transaction) => retryNow(transaction, which))).toBe(1)
  expect(await found('select next_attempt_at <= now() as due from delivery')).toEqual([{ due: true }])
  expect(await found('select destination from destination_pace')).toEqual([{ destination: 'one.test' }])
  expect(await claimed()).toEqual([])
})

test('what a stopped mailbox sent, let go by its commune → stays, until the stop ends; by the département → goes', async () => {
  const stopped = { mailbox: made.personal, commune: made.commune, login: claire, person: null }
  const network = '192.0.2.0/24'
  const signals = ['new-network', 'burst'] as const
  expect(
    await sendingCountsStore(gateway).stop(
      { ...stopped, client: '192.0.2.7', network },
      { signals, network, recipients: 80, firstTime: 60 },
    ),
  ).toBe(true)
  const message = queued(made.commune, ['a@one.test', 'a@two.test'], { mailbox: made.personal })
  await queue.enqueue(message)
  const { queueId } = message
  const all = { queueId, destination: null }
  const release = (scope: Scope, destination: Destination | null = null) =>
    asAdmin((transaction) => releaseDeliveries(transaction, { ...all, scope, destination }))
  expect(await release(ofCommune)).toBe(0)
  expect(await found('select distinct state, held_for from delivery')).toEqual([
    { state: 'held', held_for: 'stop' },
  ])
  expect(await release(department, one)).toBe(1)
  const { mailbox, commune } = { mailbox: made.personal, commune: made.commune }
  await asAdmin((transaction) =>
    resumeSending(transaction, { mailbox, commune, address: claire, releaseHeld: false }),
  )
  expect(await release(ofCommune)).toBe(1)
})

test('set aside as poison, let go by its commune → stays; by the département → goes', async () => {
  const { queueId } = await enqueue('a@one.test')
  await owner.pool.query("update delivery set state = 'held', held_for = 'poison', next_attempt_at = null")
  const release = (scope: Scope) =>
    asAdmin((transaction) => releaseDeliveries(transaction, { scope, queueId, destination: null }))
  expect(await release(ofCommune)).toBe(0)
  expect(await release(department)).toBe(1)
})

test('deleted → gone with its last delivery; what is tried at this moment is not', async () => {
  const { queueId } = await enqueue('a@one.test', 'a@two.test')
  const all = { scope: department, queueId, destination: null }
  const deleted = await asAdmin((transaction) => deleteDeliveries(transaction, { ...all, destination: one }))
  const whom = {
    queueId,
    commune: made.commune,
    reversePath: 'mairie@mairie-saulieu.test',
    bytes: expect.any(Number),
  }
  expect(deleted).toEqual({
    deliveries: 1,
    recipients: [{ ...whom, at: expect.any(Date), address: 'a@one.test', reason: 'withdrawn' }],
  })
  const [delivery] = await claimed()
  expect(delivery).toMatchObject({ destination: 'two.test' })
  const nothing = { deliveries: 0, recipients: [] }
  expect(await asAdmin((transaction) => deleteDeliveries(transaction, all))).toEqual(nothing)
  await owner.pool.query(
    "update delivery set claimed_until = now() - interval '1 second' where claim is not null",
  )
  await asAdmin((transaction) => holdDeliveries(transaction, all))
  expect(await asAdmin((transaction) => deleteDeliveries(transaction, all))).toMatchObject({
    deliveries: 1,
    recipients: [{ address: 'a@two.test', reason: 'withdrawn' }],
  })
  expect(await found('select from queued_message')).toEqual([])
})

test('a commune decides about its own mail alone', async () => {
  const { queueId } = await enqueue('a@one.test')
  const other: Scope = { kind: 'commune', commune: made.department }
  const which = { scope: other, queueId, destination: null }
  for (const decide of [holdDeliveries, releaseDeliveries, retryNow])
    expect(await asAdmin((transaction) => decide(transaction, which))).toBe(0)
  expect(await asAdmin((transaction) => deleteDeliveries(transaction, which))).toEqual({
    ...{ deliveries: 0, recipients: [] },
  })
  expect(await found('select state from delivery')).toEqual([{ state: 'waiting' }])
  const own: Scope = { kind: 'commune', commune: made.commune }
  expect(await asAdmin((transaction) => holdDeliveries(transaction, { ...which, scope: own }))).toBe(1)
})

test('paused and resumed → nothing is tried meanwhile, then it is, however old', async () => {
  await enqueue('a@one.test')
  await asAdmin((transaction) =>
    pauseDestination(transaction, { destination: one, reason: 'x', until: null }),
  )
  expect(await claimed()).toEqual([])
  await owner.pool.query("update delivery set expires_at = now() - interval '1 second'")
  expect(await asAdmin((transaction) => resumeDestination(transaction, one))).toBe(true)
  expect(await claimed()).toHaveLength(1)
  expect(await asAdmin((transaction) => resumeDestination(transaction, one))).toBe(false)
})
