// PostgreSQL killed for longer than a lease. It has a server of its own: a lease counts from the start of the server, and so
// that one must really start again.

import { once } from 'node:events'
import { expect, test } from 'vitest'
import type { Database } from '#db/connection.ts'
import { mailQueueStore } from '#db/stores/queue/enqueue-mail.ts'
import { queueRunsStore } from '#db/stores/queue/queue-runs.ts'
import { makeSaulieu } from '#test/support/database/commune.ts'
import { startServer } from '#test/support/database/postgresql.ts'
import { attempted, queued } from '#test/support/database/queued.ts'
import { eventually } from '#test/support/stack/eventually.ts'
import { type Attempt, QueueRunner, usualLimits } from '#worker/queue/queue-runner.ts'

const silent = { info: () => {}, warn: () => {}, error: () => {} }
const leaseSeconds = 2

function startRunner(database: Database, attempt: Attempt): QueueRunner {
  const runs = queueRunsStore(database, { perDestination: 5, leaseSeconds })
  const limits = { ...usualLimits, leaseSeconds, lookMilliseconds: 20 }
  return new QueueRunner({ runs, database, log: silent, attempt, component: 'queue' }, limits)
}

test('killed while an answer is awaited → who has the result writes it before anybody tries again', async () => {
  await using postgresql = await startServer()
  await using owner = postgresql.open('vm_owner')
  await using gateway = postgresql.open('vm_gateway')
  await using worker = postgresql.open('vm_worker')
  await using other = postgresql.open('vm_worker')
  const made = await makeSaulieu(owner)
  const message = queued(made.commune, ['a@one.test'])
  await mailQueueStore(gateway).enqueue(message)
  const taken = Promise.withResolvers<void>()
  const answer = Promise.withResolvers<void>()
  const accepted: string[] = []
  const attempt: Attempt = async ({ queueId, recipients }) => {
    taken.resolve()
    await answer.promise
    accepted.push(queueId)
    return attempted(recipients)
  }
  await using _one = startRunner(worker, attempt)
  await taken.promise
  const gone = once(postgresql.process, 'exit')
  postgresql.process.kill('SIGQUIT')
  await gone
  answer.resolve()
  const began = performance.now()
  await eventually('the lease to run out', () => performance.now() - began > 2_500 || null)
  await using _two = startRunner(other, attempt)
  await postgresql.restart()
  const left = async () => (await owner.pool.query('select from queued_message')).rowCount
  await eventually('an empty queue', async () => ((await left()) === 0 ? true : null))
  expect(accepted).toEqual([message.queueId])
})
