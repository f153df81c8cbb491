// pg-boss's schema and queues, made and upgraded by the owner: the processes that run jobs own nothing.

import type pg from 'pg'
import { PgBoss } from 'pg-boss'
import { jobQueues, jobSchema } from './jobs.ts'

/** Expects to run under the migration lock. */
export async function createJobQueues(owner: pg.Client): Promise<void> {
  const boss = new PgBoss({
    db: { executeSql: (text, values) => owner.query(text, values === undefined ? undefined : [...values]) },
    schema: jobSchema,
    supervise: false,
    schedule: false,
  })
  boss.on('error', () => {})
  await boss.start()
  try {
    for (const [name, options] of Object.entries(jobQueues)) {
      if ((await boss.getQueue(name)) === null) await boss.createQueue(name, options)
    }
  } finally {
    await boss.stop({ graceful: false, close: false })
  }
  await grantJobs(owner)
}

/** The worker runs jobs; the interfaces only leave them. */
async function grantJobs(owner: pg.Client): Promise<void> {
  await owner.query(`grant usage on schema ${jobSchema} to vm_worker, vm_admin, vm_webmail`)
  await owner.query(`grant select, insert, update, delete on all tables in schema ${jobSchema} to vm_worker`)
  await owner.query(`grant usage, select on all sequences in schema ${jobSchema} to vm_worker`)
  await owner.query(`grant select, insert on all tables in schema ${jobSchema} to vm_admin, vm_webmail`)
}
