// A mailbox that is taken away while mail comes in for it: each waits for the other's figures, and none for ever.

import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '#db/connection.ts'
import { hostingStore } from '#db/stores/communes/hosting.ts'
import { deleteMailbox } from '#db/stores/mailboxes/change-mailboxes.ts'
import { address, makeSaulieu, saulieu, type TestCommune } from '#test/support/database/commune.ts'
import { startDatabase, type TestDatabase } from '#test/support/database/postgresql.ts'

let postgresql: TestDatabase
let owner: Database
let admin: Database
let dovecot: Database
let made: TestCommune
beforeAll(async () => {
  postgresql = await startDatabase()
  owner = postgresql.open('vm_owner')
  admin = postgresql.open('vm_admin')
  dovecot = postgresql.open('vm_dovecot')
  made = await makeSaulieu(owner)
})
afterAll(async () => {
  await dovecot?.[Symbol.asyncDispose]()
  await admin?.[Symbol.asyncDispose]()
  await owner?.[Symbol.asyncDispose]()
  await postgresql?.[Symbol.asyncDispose]()
})

const rounds = 60
const full = 2_000_000

const count = (login: string, bytes: number) =>
  dovecot.pool.query(
    `insert into dovecot.quota_usage (bytes, username) values ($1, $2)
     on conflict (username) do update set bytes = $1`,
    [bytes, login],
  )

/** PostgreSQL's code, or nothing: drizzle wraps what the driver threw. */
const codeOf = ({ status, ...settled }: PromiseSettledResult<unknown>): string => {
  if (status === 'fulfilled' || !('reason' in settled)) return ''
  for (let error: unknown = settled.reason; error instanceof Error; error = error.cause)
    if ('code' in error) return String(error.code)
  return 'unknown'
}

test(`a mailbox deleted while deliveries fill it and make room, ${rounds} times → no deadlock, and it is gone`, async () => {
  const codes: string[] = []
  for (let round = 0; round < rounds; round++) {
    const login = address(`round${round}@${saulieu}`)
    const id = await hostingStore(owner).putMailbox({
      ...{ commune: made.commune, address: login, owner: null, quotaBytes: full / 2 },
    })
    await count(login, 1)
    const settled = await Promise.allSettled([
      count(login, full),
      count(login, 2),
      admin.transaction((transaction) => deleteMailbox(transaction, id)),
      count(login, full),
      count(login, 3),
    ])
    codes.push(...settled.map(codeOf).filter((code) => code !== ''))
  }
  expect(codes).toEqual([])
  const { rowCount } = await owner.pool.query("select from mailbox where address like 'round%'")
  expect(rowCount).toBe(0)
})
