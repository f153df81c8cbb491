import { afterAll, beforeEach, expect, test } from 'vitest'
import type { CommuneId } from '#core/address/directory.ts'
import type { Destination, NewQueuedMessage } from '#core/queue/queued-mail.ts'
import type { Scope } from '#db/stores/query/scope.ts'
import { findDestination, findDestinationPage } from '#db/stores/queue/destinations.ts'
import { mailQueueStore } from '#db/stores/queue/enqueue-mail.ts'
import { countDeliveries, findDeliveryPage, type QueueFilter } from '#db/stores/queue/find-queue.ts'
import { holdDeliveries, pauseDestination } from '#db/stores/queue/queue-decisions.ts'
import { queueRunsStore } from '#db/stores/queue/queue-runs.ts'
import { findQueuedMessage } from '#db/stores/queue/queued-message.ts'
import { attempted, queued } from '#test/support/database/queued.ts'
import { saulieuDatabase } from '#test/support/database/saulieu-database.ts'

const { postgresql, owner, gateway, worker, made } = await saulieuDatabase()
const admin = postgresql.open('vm_admin')
afterAll(() => admin[Symbol.asyncDispose]())
const queue = mailQueueStore(gateway)
const runs = queueRunsStore(worker, { perDestination: 5, leaseSeconds: 60 })
const department: Scope = { kind: 'department' }
const saulieu: Scope = { kind: 'commune', commune: made.commune }
/** The département is a tenant as well. */
const elsewhere: Scope = { kind: 'commune', commune: made.department }

beforeEach(() => owner.pool.query('truncate queued_message, paused_destination, destination_pace cascade'))

const enqueue = async (
  to: readonly [string, ...string[]],
  given: Partial<NewQueuedMessage> = {},
  commune: CommuneId = made.commune,
) => {
  const message = queued(commune, to, given)
  await queue.enqueue(message)
  return message.queueId
}
const list = async (filter: QueueFilter = {}, scope: Scope = department) =>
  (await findDeliveryPage(admin, scope, { ...filter, limit: 50 })).rows
const places = async (filter: QueueFilter = {}, scope: Scope = department) =>
  (await list(filter, scope)).map(({ queueId, destination }) => `${queueId} ${destination}`)
const deferAll = async () => {
  for (const delivery of (await runs.claim(10)).deliveries)
    await runs.record(delivery, attempted(delivery.recipients, 'deferred', 'unreachable'))
}

test('a message to two domains → two deliveries with their own recipients, and nothing of what it says', async () => {
  const queueId = await enqueue(['a@one.test', 'b@one.test', 'c@one.test', 'd@one.test', 'x@two.test'])
  const rows = await list()
  expect(rows).toMatchObject([
    { queueId, destination: 'two.test', recipients: ['x@two.test'], recipientCount: 1 },
    {
      ...{ queueId, destination: 'one.test', commune: { id: made.commune, name: 'Saulieu' } },
      ...{ recipients: ['a@one.test', 'b@one.test', 'c@one.test'], recipientCount: 4 },
      ...{ origin: 'submission', reversePath: 'mairie@mairie-saulieu.test', state: 'waiting', heldFor: null },
      ...{ trying: false, attempts: 0, kind: null, paused: false },
    },
  ])
  expect(JSON.stringify(rows)).not.toContain('Compte rendu')
})

test('at work → trying; deferred → what the server said and when the next try is; settled → not listed', async () => {
  await enqueue(['a@one.test', 'b@one.test'])
  const [delivery] = (await runs.claim(1)).deliveries
  if (delivery === undefined) throw new Error('nothing was due')
  expect(await list()).toMatchObject([{ trying: true, state: 'waiting' }])
  const [first] = delivery.recipients
  await runs.record(delivery, {
    ...attempted([]),
    recipients: [
      ...attempted(first === undefined ? [] : [first]).recipients,
      ...attempted(delivery.recipients.slice(1), 'deferred', 'greylisted').recipients,
    ],
  })
  const [row] = await list()
  expect(row).toMatchObject({ trying: false, attempts: 1, kind: 'greylisted', recipientCount: 1 })
  expect(row?.nextAttemptAt?.getTime()).toBeGreaterThan(Date.now())
  await owner.pool.query("update delivery set next_attempt_at = now() - interval '1 second'")
  const [again] = (await runs.claim(1)).deliveries
  if (again === undefined) throw new Error('nothing was due')
  await runs.record(again, attempted(again.recipients))
  expect(await list()).toEqual([])
})

test('filters by state, reason, destination, commune and text → only those; counts say the same', async () => {
  const waiting = await enqueue(['marie@one.test'])
  const asked = await enqueue(['paul@two.test'], { held: true })
  const held = await enqueue(['zoe@three.test'])
  await admin.transaction((transaction) =>
    holdDeliveries(transaction, { scope: department, queueId: held, destination: null }),
  )
  const foreign = await enqueue(['x@four.test'], {}, made.department)
  expect(await places({ state: 'held' })).toEqual([`${held} three.test`, `${asked} two.test`])
  expect(await places({ heldFor: 'approval' })).toEqual([`${asked} two.test`])
  expect(await places({ state: 'waiting', commune: made.commune })).toEqual([`${waiting} one.test`])
  expect(await places({ destination: 'two.test' as Destination })).toEqual([`${asked} two.test`])
  expect(await places({ search: 'MARIE@' })).toEqual([`${waiting} one.test`])
  expect(await places({ search: 'three' })).toEqual([`${held} three.test`])
  expect(await places({ search: foreign.toLowerCase() })).toEqual([`${foreign} four.test`])
  expect(await places({ search: 'nobody' })).toEqual([])
  expect(await countDeliveries(admin, department, {})).toEqual({
    count: 4,
    waiting: 2,
    held: 2,
    approval: 1,
  })
  expect(await countDeliveries(admin, department, { search: 'one.test' })).toMatchObject({ count: 1 })
})

test('a commune → its own mail alone, in list, count, message and destinations', async () => {
  const own = await enqueue(['a@one.test'])
  const foreign = await enqueue(['a@one.test', 'a@two.test'], {}, made.department)
  expect(await places({}, saulieu)).toEqual([`${own} one.test`])
  expect(await countDeliveries(admin, saulieu, {})).toMatchObject({ count: 1 })
  expect(await findQueuedMessage(admin.drizzle, saulieu, foreign)).toBeNull()
  expect(await findQueuedMessage(admin.drizzle, elsewhere, foreign)).toMatchObject({ deliveryCount: 2 })
  await deferAll()
  const { rows } = await findDestinationPage(admin, saulieu, { limit: 50 })
  expect(rows).toMatchObject([{ destination: 'one.test', waiting: 1 }])
})

test('five deliveries in pages of two → the newest message first, each once', async () => {
  const first = await enqueue(['a@one.test', 'a@two.test'])
  const second = await enqueue(['a@one.test', 'a@two.test', 'a@three.test'])
  const found: string[] = []
  let after: string | undefined
  do {
    const page = await findDeliveryPage(admin, department, { limit: 2, after })
    found.push(...page.rows.map(({ queueId, destination }) => `${queueId} ${destination}`))
    after = page.next ?? undefined
  } while (after !== undefined)
  const [older, newer] = [first, second].sort()
  expect(found.map((place) => place.split(' ')[0])).toEqual([
    ...(newer === second ? [second, second, second] : [newer, newer]),
    ...(older === first ? [first, first] : [older, older, older]),
  ])
  expect(new Set(found).size).toBe(5)
})

test('one message → deliveries, recipients and every attempt, with the box and what leak prevention counted', async () => {
  const queueId = await enqueue(['a@one.test', 'b@one.test'], {
    mailbox: made.mairie,
    leak: { counts: { nir: 2 }, cause: 'nir', justification: null, person: null },
  })
  await deferAll()
  const message = await findQueuedMessage(admin.drizzle, department, queueId)
  expect(message).toMatchObject({
    ...{ mailbox: 'mairie@mairie-saulieu.test', leaks: [{ kind: 'nir', count: 2 }], deliveryCount: 1 },
    deliveries: [
      {
        ...{ destination: 'one.test', state: 'waiting', attempts: 1, recipientCount: 2 },
        recipients: [
          { address: 'a@one.test', settledAs: null, kind: 'unreachable', reply: 'unreachable 2.0.0' },
          { address: 'b@one.test', settledAs: null },
        ],
        history: [
          {
            ...{ host: 'mx.one.test', address: '192.0.2.25', tls: 'TLSv1.3', kind: 'unreachable' },
            ...{ delivered: 0, failed: 0, deferred: 2, at: expect.stringMatching(/^\d{4}-.*Z$/) },
          },
        ],
      },
    ],
  })
  expect(JSON.stringify(message)).not.toContain('Compte rendu')
})

test('a thousand recipients and forty attempts → the first hundred and the last twenty, with how many there are', async () => {
  const [one, ...others] = Array.from({ length: 1_000 }, (_, index) => `r${index}@one.test`)
  const queueId = await enqueue([one ?? '', ...others])
  await owner.pool.query(
    `insert into delivery_attempt (queue_id, destination, at, milliseconds, delivered, failed, deferred, kind, reply)
     select $1, 'one.test', now() - interval '1 minute' * n, n, 0, 0, 1, 'temporary', '' from generate_series(1, 40) n`,
    [queueId],
  )
  const message = await findQueuedMessage(admin.drizzle, department, queueId)
  const [delivery] = message?.deliveries ?? []
  expect(delivery?.recipientCount).toBe(1_000)
  expect(delivery?.recipients).toHaveLength(100)
  expect(delivery?.history.map(({ milliseconds }) => milliseconds)).toEqual(
    Array.from({ length: 20 }, (_, index) => index + 1),
  )
})

test('destinations → the busiest first, with trouble and pause; one that nothing goes to is there while it is paused', async () => {
  await enqueue(['a@one.test', 'a@two.test'])
  await enqueue(['b@two.test'])
  await deferAll()
  const pause = { destination: 'quiet.test' as Destination, reason: 'travaux', until: null }
  await admin.transaction((transaction) => pauseDestination(transaction, pause))
  const { rows } = await findDestinationPage(admin, department, { limit: 50 })
  expect(rows).toMatchObject([
    {
      ...{ destination: 'two.test', waiting: 2, held: 0, trying: 0, paused: null },
      trouble: { kind: 'unreachable', atOnce: 1, reply: 'unreachable 2.0.0' },
    },
    { destination: 'one.test', waiting: 1 },
    { destination: 'quiet.test', waiting: 0, oldestAt: null, paused: { reason: 'travaux', until: null } },
  ])
  const first = await findDestinationPage(admin, department, { limit: 1 })
  const rest = await findDestinationPage(admin, department, { limit: 5, after: first.next ?? undefined })
  expect(rest.rows.map(({ destination }) => destination)).toEqual(['one.test', 'quiet.test'])
  const stopped = await findDestinationPage(admin, department, { limit: 50, search: 'qui', stopped: true })
  expect(stopped.rows.map(({ destination }) => destination)).toEqual(['quiet.test'])
  expect(await findDestination(admin.drizzle, department, 'else.test' as Destination)).toMatchObject({
    waiting: 0,
    paused: null,
    trouble: null,
  })
})

test('a destination where something went well since → shown without trouble, and not at all when nothing waits for it', async () => {
  await enqueue(['a@one.test', 'a@two.test'])
  await deferAll()
  await owner.pool.query('update destination_pace set went_well = 1')
  await owner.pool.query("delete from delivery where destination = 'two.test'")
  const { rows } = await findDestinationPage(admin, department, { limit: 50 })
  expect(rows).toMatchObject([{ destination: 'one.test', waiting: 1, trouble: null }])
})

test('a pause that is over → no pause', async () => {
  await enqueue(['a@one.test'])
  await owner.pool.query(
    "insert into paused_destination (destination, since, until, reason) values ('one.test', now() - interval '2 days', now() - interval '1 day', 'x')",
  )
  expect(await list()).toMatchObject([{ paused: false }])
  expect(await findDestination(admin.drizzle, department, 'one.test' as Destination)).toMatchObject({
    paused: null,
  })
})
