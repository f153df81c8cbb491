// What a server has accepted must be written down, or it is delivered again: a database that is away is asked until it answers.

import { setTimeout as wait } from 'node:timers/promises'
import type { Log } from '#core/log.ts'
import type { QueueId } from '#core/queue/queue-id.ts'

const againMilliseconds = 500

export interface RetryPorts {
  readonly log: Log
  readonly queueId: QueueId
  /** The process must stop: one more try, and then it is left. */
  readonly stopping: () => boolean
}

/** Rejects when PostgreSQL refuses what is asked for what it says: asking again would not help. */
export async function retryUntilRecorded<Value>(
  ports: RetryPorts,
  work: () => Promise<Value>,
): Promise<Value> {
  const { log, queueId, stopping } = ports
  let told = false
  for (;;) {
    try {
      return await work()
    } catch (error) {
      if (isAboutValues(error) || stopping()) throw error
      const cause = error instanceof Error ? error.message : 'unknown'
      if (!told) log.warn({ event: 'component.unavailable', component: 'queue-results', cause, queueId })
      told = true
      await wait(againMilliseconds)
    }
  }
}

/** SQLSTATEs of data, of constraints, and of access or syntax. */
const isAboutValues = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  typeof error.code === 'string' &&
  /^(22|23|42)/.test(error.code)
