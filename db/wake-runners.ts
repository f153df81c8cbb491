// Tells the runners of the queue that something is due (NOTIFY). Not by a trigger: PostgreSQL lets commits that notify pass
// one after the other, flush to the disk included, which would put an end to group commit for all mail that is taken in.

import { setTimeout as pause } from 'node:timers/promises'
import type pg from 'pg'

export const queueChannel = 'queue' as const

/** Nothing is to be saved but the notification itself, so its commit does not wait for the disk. */
const notification = `select set_config('synchronous_commit', 'off', true), pg_notify('${queueChannel}', '')`

/** Under load several messages are told of together; who sends one alone does not wait. */
const apartMilliseconds = 25

/** One notification at a time for the whole process, and one more for whatever was asked meanwhile. Never rejects. */
export function wakeRunners(pool: Pick<pg.Pool, 'query'>): () => void {
  let underWay = false
  let again = false
  const notify = async () => {
    underWay = true
    do {
      again = false
      // Runners look by themselves as well.
      await pool.query(notification).catch(() => undefined)
      await pause(apartMilliseconds, undefined, { ref: false })
    } while (again)
    underWay = false
  }
  return () => {
    if (underWay) again = true
    else void notify()
  }
}
