// kill -9 of a worker while a server outside has its message: another worker, a process as the first, takes over what that one had
// claimed, once the lease is over. Before the server has taken it, it comes once. Between the server's answer and the note of it
// nobody can know: it comes again, as from any server.

import { sql } from 'drizzle-orm'
import { beforeEach, expect, test } from 'vitest'
import type { QueueId } from '#core/queue/queue-id.ts'
import { mailQueueStore } from '#db/stores/queue/enqueue-mail.ts'
import { queued } from '#test/support/database/queued.ts'
import { saulieuDatabase } from '#test/support/database/saulieu-database.ts'
import { eventually } from '#test/support/stack/eventually.ts'
import { startWorkerProcess } from '#test/support/stack/worker-process.ts'
import { type RemoteServers, remoteServers } from '#test/support/world/remote-smtp.ts'

const { postgresql, owner, gateway, made } = await saulieuDatabase()

beforeEach(() => owner.pool.query('truncate queued_message cascade'))

async function enqueue(): Promise<QueueId> {
  const message = queued(made.commune, ['paul@away.test'])
  await mailQueueStore(gateway).enqueue(message)
  return message.queueId
}

async function oneServer() {
  const remote = await remoteServers('127.0.0.7')
  const [server] = remote.servers
  if (server === undefined) throw new Error('one was asked for')
  return { remote, server, [Symbol.asyncDispose]: () => remote[Symbol.asyncDispose]() }
}

/** A worker that greets with that name; whatever the domain, it sends to this server. */
const startWorker = (mailHost: string, { port }: RemoteServers, { address }: { readonly address: string }) =>
  startWorkerProcess({
    postgresql,
    spec: { mailHost, delivery: { relay: { host: address, port, verified: false } } },
  })

/** Of what is claimed: whether its worker may still be at it. */
const leases = async () =>
  (
    await owner.pool.query<{ held: boolean }>(
      'select claimed_until > now() as held from delivery where claim is not null',
    )
  ).rows
/** The lease of a dead worker ends by itself, within a minute. */
const endLeases = () => owner.pool.query("update delivery set claimed_until = now() - interval '1 second'")

/** A database that has just come up gives whoever lives ten seconds to say what was delivered. */
const untilGone = () =>
  eventually(
    'an empty queue',
    async () => ((await owner.pool.query('select from queued_message')).rowCount === 0 ? true : null),
    60,
  )

const tracedAsSent = async (queueId: QueueId) =>
  await eventually('the trace', async () => {
    const text = "select from trace where queue_id = $1 and outcome = 'sent'"
    const { rowCount } = await owner.pool.query(text, [queueId])
    return rowCount === 0 ? null : rowCount
  })

test('killed before the server has taken it → another worker leaves it alone until the lease is over, then delivers it once', async () => {
  await using outside = await oneServer()
  const { remote, server } = outside
  const queueId = await enqueue()
  const whole = Promise.withResolvers<void>()
  server.reply = (moment) => {
    if (moment !== 'end') return null
    whole.resolve()
    return 'hang'
  }
  await using first = await startWorker('first.cotedor.test', remote, server)
  await whole.promise
  await using second = await startWorker('second.cotedor.test', remote, server)
  await second.untilItWorks()
  await first.kill()
  server.reply = () => null
  expect(await leases()).toEqual([{ held: true }])
  expect(server.said.filter((line) => line.startsWith('EHLO'))).toEqual(['EHLO first.cotedor.test'])
  await endLeases()
  await untilGone()
  expect(server.arrived.map(({ helo, recipients }) => [helo, recipients])).toEqual([
    ['second.cotedor.test', ['paul@away.test']],
  ])
  expect(await tracedAsSent(queueId)).toBe(1)
}, 90_000)

test('killed when the server has it and nobody noted it → delivered again by another worker, never lost, and the trace says it once', async () => {
  await using outside = await oneServer()
  const { remote, server } = outside
  const queueId = await enqueue()
  await owner.transaction(async (transaction) => {
    // Nobody can note what became of it.
    await transaction.execute(sql`select from delivery_recipient where queue_id = ${queueId} for update`)
    await using first = await startWorker('first.cotedor.test', remote, server)
    await eventually('the message outside', () => (server.arrived.length === 1 ? true : null))
    await first.kill()
    // PostgreSQL would carry out what the dead one asked for last.
    await eventually('nothing left of it at the database', async () => {
      await postgresql.cutWaiting('vm_worker')
      const text = "select from pg_stat_activity where usename = 'vm_worker'"
      return (await owner.pool.query(text)).rowCount === 0 ? true : null
    })
  })
  await endLeases()
  await using _second = await startWorker('second.cotedor.test', remote, server)
  await untilGone()
  expect(server.arrived.map(({ helo }) => helo)).toEqual(['first.cotedor.test', 'second.cotedor.test'])
  expect(await tracedAsSent(queueId)).toBe(1)
}, 90_000)
