// The letter of a day: prepared once, delivered as often as it takes.

import { expect, test } from 'vitest'
import { claire } from '#test/support/database/commune.ts'
import { digestsOnDatabase, ids, morning } from '#test/support/database/digests-on-database.ts'

const { owner, made, digests, hold, due, prepare, deliverAll } = await digestsOnDatabase()

test('prepared by ten at once → once; again on the same day, also after more was held → not at all', async () => {
  await hold([claire])
  const told = await Promise.all(Array.from({ length: 10 }, () => prepare(made.personal)))
  expect(told.flat()).toHaveLength(1)
  await deliverAll()
  await hold([claire])
  expect(await due()).toEqual(new Set())
  expect(await prepare(made.personal)).toEqual([])
  expect(await deliverAll()).toEqual([])
})

test('given up → its day stays without, the next day tells the same again', async () => {
  const queueId = await hold([claire])
  await prepare(made.personal)
  const digest = await digests.claim(new Date(), 60)
  if (digest === null) throw new Error('nothing to deliver')
  await digests.giveUp(digest)
  expect(await due()).toEqual(new Set())
  expect(ids(await prepare(made.personal, { ...morning(), day: morning(1).day }))).toEqual([queueId])
})

test('a worker dies with it → another delivers the same letter when the lease is over', async () => {
  await hold([claire])
  await prepare(made.personal)
  const first = await digests.claim(new Date(), 60)
  expect(await digests.claim(new Date(), 60)).toBeNull()
  expect(await digests.claim(new Date(Date.now() + 61_000), 60)).toEqual(first)
})

test('not delivered yet → waits for its time, with one attempt more', async () => {
  await hold([claire])
  await prepare(made.personal)
  const digest = await digests.claim(new Date(), 60)
  if (digest === null) throw new Error('nothing to deliver')
  await digests.reschedule(digest, new Date(Date.now() + 60_000))
  expect(await digests.claim(new Date(), 60)).toBeNull()
  expect(await digests.claim(new Date(Date.now() + 61_000), 60)).toMatchObject({ attempts: 1 })
})

test('replaced by the next day while it was being delivered → the note about the first changes nothing', async () => {
  await hold([claire])
  await prepare(made.personal)
  const first = await digests.claim(new Date(), 60)
  if (first === null) throw new Error('nothing to deliver')
  await prepare(made.personal, { ...morning(), day: morning(1).day })
  await digests.delivered(first)
  expect(await deliverAll()).toMatchObject([{ day: morning(1).day }])
})

test('delivered → nothing of the letter stays in the database', async () => {
  await hold([claire])
  await prepare(made.personal)
  await deliverAll()
  const { rows } = await owner.pool.query('select content from held_digest')
  expect(rows).toEqual([{ content: null }])
})

test('its day is over → dropped, unless somebody delivers it at that moment; the next day tells the same again', async () => {
  const queueId = await hold([claire])
  await prepare(made.personal)
  const tomorrow = { ...morning(), day: morning(1).day }
  await digests.dropBefore(morning().day, new Date())
  expect(await digests.claim(new Date(), 60)).not.toBeNull()
  await digests.dropBefore(tomorrow.day, new Date())
  const leaseOver = new Date(Date.now() + 61_000)
  expect(await digests.claim(leaseOver, 0)).not.toBeNull()
  await digests.dropBefore(tomorrow.day, leaseOver)
  expect(await digests.claim(leaseOver, 60)).toBeNull()
  expect(ids(await prepare(made.personal, tomorrow))).toEqual([queueId])
})
