import { beforeEach, expect, test } from 'vitest'
import type { Transaction } from '#db/connection.ts'
import { mailQueueStore } from '#db/stores/queue/enqueue-mail.ts'
import { deleteDeliveries } from '#db/stores/queue/queue-decisions.ts'
import { deletedEntry, traceDeletion } from '#db/stores/trace/trace-deletion.ts'
import { queued } from '#test/support/database/queued.ts'
import { saulieuDatabase } from '#test/support/database/saulieu-database.ts'

const { postgresql, owner, gateway, worker, made } = await saulieuDatabase()

beforeEach(() => owner.pool.query('truncate queued_message, leak_hold, trace cascade'))

const deleted = async (given: Parameters<typeof queued>[2]) => {
  const message = queued(made.commune, ['a@one.test', 'b@two.test'], given)
  await mailQueueStore(gateway).enqueue(message)
  await using admin = postgresql.open('vm_admin')
  const which = { scope: { kind: 'department' }, queueId: message.queueId, destination: null } as const
  const { recipients } = await admin.transaction((transaction: Transaction) =>
    deleteDeliveries(transaction, which),
  )
  return recipients.map(deletedEntry)
}
const traced = async () =>
  (
    await owner.pool.query(
      'select recipient, outcome, reason, reverse_path, commune_id from trace order by id',
    )
  ).rows

test('deleted although it was to be agreed to, told twice → one row for each recipient, by what it was held for', async () => {
  const entries = await deleted({
    held: true,
    leak: { counts: { nir: 3 }, cause: 'nir', justification: null, person: null },
  })
  await traceDeletion(worker, entries.slice(0, 1))
  await traceDeletion(worker, entries)
  const row = { outcome: 'deleted', reason: 'leak', reverse_path: 'mairie@mairie-saulieu.test' }
  expect(await traced()).toEqual([
    { ...row, recipient: 'a@one.test', commune_id: made.commune },
    { ...row, recipient: 'b@two.test', commune_id: made.commune },
  ])
})

test('deleted while it waited → taken out of the queue; a report of ours → no row', async () => {
  await traceDeletion(worker, await deleted({}))
  await traceDeletion(worker, await deleted({ origin: 'report', reversePath: '' }))
  expect(await traced()).toMatchObject([{ reason: 'withdrawn' }, { reason: 'withdrawn' }])
})
