import { beforeEach, expect, test } from 'vitest'
import { snoozedMessagesStore } from '#db/stores/webmail/snoozed-messages.ts'
import { snoozedRunsStore } from '#db/stores/webmail/snoozed-runs.ts'
import { claire, mairie } from '#test/support/database/commune.ts'
import { saulieuDatabase } from '#test/support/database/saulieu-database.ts'

const { postgresql, owner, worker, made } = await saulieuDatabase()
const snoozed = snoozedMessagesStore(postgresql.open('vm_webmail'))
const runs = snoozedRunsStore(worker)
const office = { id: made.mairie, commune: made.commune }
const personal = { id: made.personal, commune: made.commune }
const place = (...uids: readonly number[]) => ({ uidValidity: 1_700_000_000, uids })
const [past, sooner, later] = [new Date(0), new Date(60_000), new Date('2099-11-30T07:00:00.000Z')]
const rows = async () => (await owner.pool.query('select uid::int from snoozed_message order by uid')).rows

beforeEach(() => owner.pool.query('truncate snoozed_message'))

test('messages put off → each with its hour; another hour → that one; a folder made anew, another box → no hour', async () => {
  await snoozed.returnAt(office, place(1, 2, 4_294_967_295), later)
  await snoozed.returnAt(office, place(2), sooner)
  expect(await snoozed.returnsOf(office.id, place(1, 2, 3, 4_294_967_295))).toEqual(
    new Map([
      [1, later],
      [2, sooner],
      [4_294_967_295, later],
    ]),
  )
  expect(await snoozed.returnsOf(office.id, { uidValidity: 7, uids: [1] })).toEqual(new Map())
  expect(await snoozed.returnsOf(personal.id, place(1))).toEqual(new Map())
})

test('hours that have come → due by folder of a mailbox, who waits for longest first; none to come', async () => {
  await snoozed.returnAt(office, place(9, 3), sooner)
  await snoozed.returnAt(office, place(5), later)
  await snoozed.returnAt(personal, place(4), past)
  expect(await runs.claim(10, 60)).toEqual([
    { mailbox: made.personal, address: claire, ...place(4) },
    { mailbox: made.mairie, address: mairie, ...place(3, 9) },
  ])
})

test('as many as are asked for → those that are due for longest', async () => {
  await snoozed.returnAt(office, place(9), sooner)
  await snoozed.returnAt(personal, place(4), past)
  expect(await runs.claim(1, 60)).toMatchObject([{ address: claire }])
  expect(await runs.claim(1, 60)).toMatchObject([{ address: mairie }])
})

test('two workers at once → each message is given to one of them; to another one once the lease is over', async () => {
  await snoozed.returnAt(office, place(1, 2, 3, 4), past)
  await snoozed.returnAt(personal, place(5), past)
  const turns = await Promise.all([runs.claim(3, 60), runs.claim(3, 60), runs.claim(3, 60)])
  expect(
    turns
      .flat()
      .flatMap(({ uids }) => uids)
      .toSorted(),
  ).toEqual([1, 2, 3, 4, 5])
  expect(await runs.claim(10, 60)).toEqual([])
  await owner.pool.query(
    "update snoozed_message set next_attempt_at = now() - interval '1 second' where uid = 2",
  )
  expect(await runs.claim(10, 60)).toMatchObject([{ uids: [2] }])
})

test('brought back → forgotten, the others stay; later → not due until then', async () => {
  await snoozed.returnAt(office, place(3, 9), sooner)
  const [due = { ...place(), mailbox: made.mairie, address: mairie }] = await runs.claim(10, 60)
  await runs.settled({ ...due, uids: [3] })
  await runs.later({ ...due, uids: [9] }, 60)
  expect(await rows()).toEqual([{ uid: 9 }])
  expect(await runs.claim(10, 60)).toEqual([])
  expect(await snoozed.returnsOf(office.id, place(9))).toEqual(new Map([[9, sooner]]))
})

test('put off once more while it is brought back → its new hour stands', async () => {
  await snoozed.returnAt(office, place(3), sooner)
  const due = await runs.claim(10, 60)
  await snoozed.returnAt(office, place(3), later)
  for (const messages of due) {
    await runs.later(messages, 60)
    await runs.settled(messages)
  }
  expect(await snoozed.returnsOf(office.id, place(3))).toEqual(new Map([[3, later]]))
  expect(await runs.claim(10, 60)).toEqual([])
})
