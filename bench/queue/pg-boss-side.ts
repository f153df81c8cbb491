// The same with pg-boss: the content in our table, one job for the delivery, left and completed in the transaction of its
// content; the destination is the job's group, whose concurrency pg-boss bounds.

import type pg from 'pg'
import { type Job, PgBoss } from 'pg-boss'
import type { Database } from '#db/connection.ts'
import { inTransaction } from '#db/in-transaction.ts'
import { jobSchema } from '#db/jobs.ts'
import { perDestination, type QueueSide } from './side.ts'

const name = 'bench-mail'

interface Payload {
  readonly queueId: string
  readonly destination: string
  readonly recipients: readonly unknown[]
}

/** `owner` makes the queue. */
export async function pgBossSide(
  owner: Database,
  gateway: Database,
  worker: Database,
): Promise<QueueSide<Job<Payload>> & AsyncDisposable> {
  const creator = bossOn(owner)
  await creator.start()
  await creator.createQueue(name, { policy: 'standard', retryLimit: 20, retryDelay: 60, expireInSeconds: 60 })
  await owner.pool.query(`grant usage on schema ${jobSchema} to vm_gateway`)
  await owner.pool.query(`grant select, insert on all tables in schema ${jobSchema} to vm_gateway`)
  const [leaving, taking] = [bossOn(gateway), bossOn(worker)]
  await leaving.start()
  await taking.start()
  return {
    name: 'pg-boss',
    enqueue: (message) =>
      inTransaction(gateway.pool, async (client) => {
        await client.query({
          name: 'content',
          text: `insert into queued_message (queue_id, commune_id, origin, reverse_path, content) values ($1, $2, $3, $4, $5)`,
          values: [message.queueId, message.commune, message.origin, message.reversePath, message.content],
        })
        const [{ destination }] = message.recipients
        const payload: Payload = { queueId: message.queueId, destination, recipients: message.recipients }
        await leaving.send(name, payload, { db: on(client), group: { id: destination } })
      }),
    claim: (most) => taking.fetch<Payload>(name, { batchSize: most, groupConcurrency: perDestination }),
    settle: async ({ id, data: { queueId } }) => {
      await worker.pool.query({
        name: 'content',
        text: 'select content from queued_message where queue_id = $1',
        values: [queueId],
      })
      await inTransaction(worker.pool, async (client) => {
        await client.query({
          name: 'gone',
          text: 'delete from queued_message where queue_id = $1',
          values: [queueId],
        })
        await taking.complete(name, id, undefined, { db: on(client) })
      })
    },
    destination: ({ data }) => data.destination,
    [Symbol.asyncDispose]: async () => {
      for (const boss of [creator, leaving, taking]) await boss.stop({ graceful: false, close: false })
    },
  }
}

const on = (client: Pick<pg.ClientBase, 'query'>) => ({
  executeSql: (text: string, values?: unknown[]) => client.query(text, values),
})

function bossOn({ pool }: Database): PgBoss {
  const boss = new PgBoss({
    db: { executeSql: (text, values) => pool.query(text, values) },
    schema: jobSchema,
    migrate: false,
    createSchema: false,
    supervise: false,
    schedule: false,
  })
  boss.on('error', () => {})
  return boss
}
