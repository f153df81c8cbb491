// What a digest tells of held mail: what is new, and what is soon over.

import { expect, test } from 'vitest'
import { heldDecisionsStore } from '#db/stores/held/held-decisions.ts'
import { claire, mairie } from '#test/support/database/commune.ts'
import { ago, digestsOnDatabase, ids, morning, team } from '#test/support/database/digests-on-database.ts'

const { owner, worker, made, teamBox, hold, due, prepare, deliverAll } = await digestsOnDatabase()

test('one message for two mailboxes of one reader → two entries of one digest, latest first', async () => {
  const older = await hold([claire], ago(30))
  const queueId = await hold([claire, mairie])
  const news = await prepare(made.personal)
  expect(ids(news)).toEqual([queueId, queueId, older])
  expect(news[0]?.fresh.shown[0]).toMatchObject({
    recipient: claire,
    author: 'jean@away.test',
    reason: 'attachment',
  })
  expect(String(news[0]?.fresh.shown[0]?.head)).toContain('Subject: x')
  const [letter, ...others] = await deliverAll()
  expect(letter).toMatchObject({
    address: claire,
    day: morning().day,
    entries: 3,
    content: Buffer.from('letter'),
  })
  expect(others).toEqual([])
})

test('the reader → known by name in an own inbox, without one in a shared mailbox', async () => {
  await hold([claire, team])
  expect(await prepare(made.personal)).toMatchObject([{ name: 'Claire Garnier' }])
  expect(await prepare(teamBox)).toMatchObject([{ name: null }])
})

test('delivered, and more is held → the next day tells what is new alone', async () => {
  await hold([claire], ago(20))
  await prepare(made.personal, morning(-0.5))
  await deliverAll()
  expect(await due(morning(0))).toEqual(new Set())
  const later = await hold([claire], ago(3))
  const next = { ...morning(0), day: morning(1).day }
  expect(await due(next)).toEqual(new Set([made.personal]))
  expect(ids(await prepare(made.personal, next))).toEqual([later])
})

test('released or deleted before the morning, or held after it → not told', async () => {
  const decisions = heldDecisionsStore(worker)
  const wishes = { allowSender: false, evenDenied: false, learn: false, evenVirus: false }
  await decisions.release({ queueId: await hold([claire]), commune: null, recipients: null }, wishes)
  await decisions.delete({ queueId: await hold([claire]), commune: null, recipients: null })
  await hold([claire], ago(0.5))
  expect(await due()).toEqual(new Set())
  expect(await prepare(made.personal)).toEqual([])
})

test('a morning that has only just begun → nothing yet: what is being kept now belongs to it', async () => {
  await hold([claire])
  const at = new Date(Date.now() - 60_000)
  expect(await due({ day: morning().day, at })).toEqual(new Set())
})

test('told before and soon over → listed apart, the first to go first; without anything new → no digest', async () => {
  const [late, early] = [await hold([claire], ago(28 * 24)), await hold([claire], ago(29 * 24))]
  await hold([claire], ago(20 * 24))
  await prepare(made.personal, { ...morning(), day: morning(-1).day })
  await deliverAll()
  expect(await due()).toEqual(new Set())
  const at = new Date(Date.now() - 600_000)
  const fresh = await hold([claire], ago(0.5))
  const news = await prepare(made.personal, { day: morning().day, at })
  expect(ids(news)).toEqual([fresh])
  expect(ids(news, 'soon')).toEqual([early, late])
})

test('more than asked for → the latest, and how many there are besides', async () => {
  await hold([claire], ago(30))
  await hold([claire], ago(29))
  const latest = await hold([claire], ago(28))
  const news = await prepare(made.personal, morning(), { most: 1 })
  expect(news[0]?.fresh).toMatchObject({ shown: [{ queueId: latest }], more: 2 })
  expect(await deliverAll()).toMatchObject([{ entries: 3 }])
})

test('a virus that was released and refused by the mailbox → told as a virus still', async () => {
  await hold([claire])
  await owner.pool.query("update kept_recipient set first_reason = 'virus', reason = 'delivery-refused'")
  const [news] = await prepare(made.personal)
  expect(news?.fresh.shown.map(({ reason }) => reason)).toEqual(['virus'])
})
