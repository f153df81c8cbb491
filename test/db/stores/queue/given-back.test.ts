// What counted for a message that does not leave after all.

import { afterAll, beforeEach, expect, test } from 'vitest'
import type { MailboxId } from '#core/address/directory.ts'
import type { Counted } from '#core/sending/sending-counts.ts'
import { sendingCountsStore } from '#db/stores/sending/sending-counts.ts'
import { address, makeSaulieu } from '#test/support/database/commune.ts'
import { startDatabase } from '#test/support/database/postgresql.ts'

const postgresql = await startDatabase()
afterAll(() => postgresql[Symbol.asyncDispose]())
const owner = postgresql.open('vm_owner')
const gateway = postgresql.open('vm_gateway')
afterAll(() => Promise.all([owner, gateway].map((each) => each[Symbol.asyncDispose]())))

const { commune, personal, mairie: shared } = await makeSaulieu(owner)
const counts = sendingCountsStore(gateway)
const limits = { mailboxHour: 300, mailboxDay: 1000, communeHour: 2000, firstTimeDay: 200 }

beforeEach(() => owner.pool.query('truncate sent_count, written_to'))

const people = (count: number, where = 'else.test') =>
  Array.from({ length: count }, (_, each) => address(`a${each}@${where}`))
const asked = (recipients: number, where?: string, mailbox: MailboxId = personal) => ({
  ...{ mailbox, commune, recipients, outside: people(recipients, where) },
})
const count = (question: ReturnType<typeof asked>) => counts.count(question, limits)
const back = (recipients: number, { receipt }: Counted) =>
  counts.giveBack({ mailbox: personal, commune }, recipients, receipt)
const counted = async () =>
  (
    await owner.pool.query(
      'select sum(recipients)::int as recipients, sum(first_time)::int as first from sent_count',
    )
  ).rows[0]

test('all of it → as if it had never been asked', async () => {
  await back(200, await count(asked(200)))
  expect(await counted()).toEqual({ recipients: 0, first: 0 })
  expect((await owner.pool.query('select from written_to')).rowCount).toBe(0)
  expect(await count(asked(200, 'other.test'))).toMatchObject({ refusal: null, recentFirstTime: 200 })
})

test('its strangers → the day has room for others, the hour does not, and they are strangers still', async () => {
  await back(0, await count(asked(150)))
  expect(await counted()).toEqual({ recipients: 150, first: 0 })
  expect(await count(asked(150))).toMatchObject({ refusal: null, recentFirstTime: 150 })
  expect(await count(asked(1, 'other.test'))).toMatchObject({
    refusal: { kind: 'later', bound: 'mailboxHour' },
  })
})

test('whom the commune knew before → stays known', async () => {
  await count(asked(10))
  await owner.pool.query("update written_to set last_at = now() - interval '3 days'")
  const again = await count(asked(11))
  expect(again.receipt.strangers).toHaveLength(1)
  await back(0, again)
  expect(await counted()).toEqual({ recipients: 21, first: 10 })
  expect((await count(asked(10))).receipt.strangers).toEqual([])
})

test.each([
  ['the same mailbox', personal],
  ['another of the commune', shared],
])(
  '%s wrote to them meanwhile → the count stands, or they would have been new to nobody',
  async (_, mailbox) => {
    const refused = await count(asked(100))
    expect((await count(asked(60, 'else.test', mailbox))).receipt.strangers).toEqual([])
    await back(0, refused)
    expect((await counted())?.first).toBe(60)
    expect((await count(asked(100))).receipt.strangers).toHaveLength(40)
  },
)

test('what was refused by a bound → nothing to give back', async () => {
  const refused = await count(asked(201))
  expect(refused).toMatchObject({ refusal: { kind: 'never' }, receipt: { strangers: [] } })
})

test('a later step has counted since → the step that counted it gives back', async () => {
  const refused = await count(asked(50))
  await owner.pool.query(
    `insert into sent_count (mailbox_id, commune_id, at, recipients, first_time)
      values ($1, $2, date_bin('5 minutes', now() + interval '5 minutes', 'epoch'), 70, 7)`,
    [personal, commune],
  )
  await back(50, refused)
  expect(await counted()).toEqual({ recipients: 70, first: 7 })
})
