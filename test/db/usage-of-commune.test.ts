// What Dovecot counted knows the commune of its mailbox, whichever of the two was there first.

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Database } from '#db/connection.ts'
import { hostingStore } from '#db/stores/communes/hosting.ts'
import { address, claire, makeSaulieu, saulieu, type TestCommune } from '#test/support/database/commune.ts'
import { startDatabase, type TestDatabase } from '#test/support/database/postgresql.ts'

let postgresql: TestDatabase
let owner: Database
let dovecot: Database
let made: TestCommune
beforeAll(async () => {
  postgresql = await startDatabase()
  owner = postgresql.open('vm_owner')
  dovecot = postgresql.open('vm_dovecot')
  made = await makeSaulieu(owner)
})
afterAll(async () => {
  await dovecot?.[Symbol.asyncDispose]()
  await owner?.[Symbol.asyncDispose]()
  await postgresql?.[Symbol.asyncDispose]()
})
beforeEach(() => owner.pool.query('delete from dovecot.quota_usage'))

const later = address(`later@${saulieu}`)

const count = (login: string, bytes: number) =>
  dovecot.pool.query(
    `insert into dovecot.quota_usage (bytes, username) values ($1, $2)
     on conflict (username) do update set bytes = $1`,
    [bytes, login],
  )
const counted = async (login: string) =>
  (await owner.pool.query('select commune_id, bytes from dovecot.quota_usage where username = $1', [login]))
    .rows[0]

test('Dovecot counts, and counts again → the commune of the mailbox, and the last figure', async () => {
  await count(claire, 500)
  await count(claire, 700)
  expect(await counted(claire)).toEqual({ commune_id: made.commune, bytes: '700' })
})

test('counted before there is such a mailbox → no commune, and its commune once there is', async () => {
  await count(later, 500)
  expect(await counted(later)).toEqual({ commune_id: null, bytes: '500' })
  await hostingStore(owner).putMailbox({
    ...{ commune: made.commune, address: later, owner: null, quotaBytes: 1e6 },
  })
  expect(await counted(later)).toEqual({ commune_id: made.commune, bytes: '500' })
})

test('Dovecot names another commune → the one of the mailbox all the same', async () => {
  await count(claire, 500)
  await dovecot.pool.query('update dovecot.quota_usage set commune_id = $1', [made.department])
  expect(await counted(claire)).toMatchObject({ commune_id: made.commune })
})
