import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { MailboxId } from '#core/address/directory.ts'
import { openJobs } from '#db/enqueue-job.ts'
import { startDatabase, type TestDatabase } from '#test/support/database/postgresql.ts'

let postgresql: TestDatabase
beforeAll(async () => {
  postgresql = await startDatabase()
})
afterAll(() => postgresql[Symbol.asyncDispose]())

const left = async (mailbox: string) => {
  await using owner = postgresql.open('vm_owner')
  const { rows } = await owner.pool.query(
    "select data from pgboss.job where name = 'provision-mailbox' and data->>'mailbox' = $1",
    [mailbox],
  )
  return rows
}

for (const role of ['vm_admin', 'vm_webmail'] as const) {
  test(`${role} leaves a job → it is there once the transaction is committed, and not before`, async () => {
    await using database = postgresql.open(role)
    await using jobs = openJobs(database)
    const mailbox = randomUUID() as MailboxId
    await database.transaction(async (transaction) => {
      await jobs.enqueue(transaction, 'provision-mailbox', { payload: { mailbox }, singleton: mailbox })
      expect(await left(mailbox)).toEqual([])
    })
    expect(await left(mailbox)).toEqual([{ data: { mailbox } }])
  })
}

test('the transaction is undone → no job', async () => {
  await using database = postgresql.open('vm_admin')
  await using jobs = openJobs(database)
  const mailbox = randomUUID() as MailboxId
  const undone = database.transaction(async (transaction) => {
    await jobs.enqueue(transaction, 'provision-mailbox', { payload: { mailbox }, singleton: mailbox })
    throw new Error('undone')
  })
  await expect(undone).rejects.toThrow('undone')
  expect(await left(mailbox)).toEqual([])
})

test('the same job twice while it waits → once', async () => {
  await using database = postgresql.open('vm_admin')
  await using jobs = openJobs(database)
  const mailbox = randomUUID() as MailboxId
  for (let time = 0; time < 2; time++) {
    await database.transaction((transaction) =>
      jobs.enqueue(transaction, 'provision-mailbox', { payload: { mailbox }, singleton: mailbox }),
    )
  }
  expect(await left(mailbox)).toHaveLength(1)
})

test('the database is away at first → the next job is left all the same', async () => {
  await using database = postgresql.open('vm_admin')
  await using jobs = openJobs(database)
  await postgresql.shutDown()
  const mailbox = randomUUID() as MailboxId
  const leave = () =>
    database.transaction((transaction) =>
      jobs.enqueue(transaction, 'provision-mailbox', { payload: { mailbox }, singleton: mailbox }),
    )
  await expect(leave()).rejects.toThrow()
  await postgresql.startUp()
  await leave()
  expect(await left(mailbox)).toHaveLength(1)
})
