// The database keeps since when a mailbox has been full, and tells the gateways only when that changes.

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Database } from '#db/connection.ts'
import { claire, mairie, makeSaulieu } from '#test/support/database/commune.ts'
import { startDatabase, type TestDatabase } from '#test/support/database/postgresql.ts'

let postgresql: TestDatabase
let owner: Database
let dovecot: Database
beforeAll(async () => {
  postgresql = await startDatabase()
  owner = postgresql.open('vm_owner')
  dovecot = postgresql.open('vm_dovecot')
  await makeSaulieu(owner)
})
afterAll(async () => {
  await dovecot?.[Symbol.asyncDispose]()
  await owner?.[Symbol.asyncDispose]()
  await postgresql?.[Symbol.asyncDispose]()
})
beforeEach(async () => {
  await owner.pool.query('delete from dovecot.quota_usage')
  await owner.pool.query('update mailbox set quota_bytes = 1000')
})

/** As Dovecot's dict writes it: one statement for each figure. */
async function used(bytes: number): Promise<void> {
  for (const [column, value] of [
    ['bytes', bytes],
    ['messages', 1],
  ] as const) {
    await dovecot.pool.query(
      `insert into dovecot.quota_usage (${column}, username) values ($1, $2)
      on conflict (username) do update set ${column} = $1`,
      [value, claire],
    )
  }
}

async function fullSince(address: string = claire): Promise<Date | null> {
  const { rows } = await owner.pool.query('select full_since from mailbox where address = $1', [address])
  return rows[0].full_since
}

test('usage up to the quota → full, nobody else; below → not', async () => {
  await used(999)
  expect(await fullSince()).toBeNull()
  await used(1000)
  expect(await fullSince()).toBeInstanceOf(Date)
  expect(await fullSince(mairie)).toBeNull()
  await used(999)
  expect(await fullSince()).toBeNull()
})

test('fuller and fuller → since the first time', async () => {
  await used(1000)
  const since = await fullSince()
  await used(1500)
  await owner.pool.query('update mailbox set quota_bytes = 1200 where address = $1', [claire])
  expect(await fullSince()).toEqual(since)
})

test('quota above what is used → not full; below again → full', async () => {
  await used(1500)
  await owner.pool.query('update mailbox set quota_bytes = 1501 where address = $1', [claire])
  expect(await fullSince()).toBeNull()
  await owner.pool.query('update mailbox set quota_bytes = 1500 where address = $1', [claire])
  expect(await fullSince()).toBeInstanceOf(Date)
})

test('usage forgotten → not full', async () => {
  await used(1000)
  await dovecot.pool.query('delete from dovecot.quota_usage where username = $1', [claire])
  expect(await fullSince()).toBeNull()
})

test('usage of a mailbox that is gone → written', async () => {
  await expect(
    dovecot.pool.query("insert into dovecot.quota_usage (username, bytes) values ('gone@x.test', 1)"),
  ).resolves.toBeDefined()
})

test('ten deliveries, the last of which fills the box → one NOTIFY; one more → none', async () => {
  const listener = owner.openClient()
  await listener.connect()
  const heard: string[] = []
  listener.on('notification', ({ payload }) => void heard.push(payload ?? ''))
  await listener.query('listen directory')
  for (let bytes = 100; bytes <= 1000; bytes += 100) await used(bytes)
  await used(1100)
  // Notifications come in the order of commits: what was to be heard of the deliveries is heard before this one.
  await owner.pool.query("notify directory, 'end'")
  await new Promise<void>((resolve) => {
    const look = () => (heard.includes('end') ? resolve() : listener.once('notification', look))
    look()
  })
  await listener.end()
  expect(heard).toEqual([claire, 'end'])
})
