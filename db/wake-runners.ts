// Tells the runners of the queue that something is due (NOTIFY). Not by a trigger: PostgreSQL lets commits that notify pass
// one after the other, flush to the disk included, which would put an end to group commit for all mail that is taken in.

import { setTimeout as pause } from 'node:timers/promises'
import type pg from 'pg'

export const queueChannel = 'queue' as const

/** Runners take mail for our own house alone, or for everywhere but there. */
export type Lane = 'local' | 'remote'

/** Nothing is to be saved but the notification itself, so its commit does not wait for the disk. Without a lane it is for all. */
const notification = {
  name: 'wake-runners',
  text: `select set_config('synchronous_commit', 'off', true), pg_notify('${queueChannel}', $1)`,
}

/** Under load several messages are told of together; who sends one alone does not wait. */
const apartMilliseconds = 25

/** One notification at a time for the whole process, and one more for whatever was asked meanwhile. Never rejects. */
export function wakeRunners(pool: Pick<pg.Pool, 'query'>): (lanes?: ReadonlySet<Lane>) => void {
  let underWay = false
  let wanted = new Set<Lane>()
  const notify = async () => {
    underWay = true
    while (wanted.size > 0) {
      const [lane, other] = wanted
      wanted = new Set()
      // Runners look by themselves as well.
      await pool.query({ ...notification, values: [other === undefined ? lane : ''] }).catch(() => undefined)
      await pause(apartMilliseconds, undefined, { ref: false })
    }
    underWay = false
  }
  return (lanes = bothLanes) => {
    for (const lane of lanes) wanted.add(lane)
    if (!underWay) void notify()
  }
}

const bothLanes: ReadonlySet<Lane> = new Set(['local', 'remote'])
