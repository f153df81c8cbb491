// What was decided about held mail and is not done yet: the jobs that wait for the worker. A decision counts for whoever
// looks from the moment that it was made.

import { sql } from 'drizzle-orm'
import type { Database } from '../../connection.ts'
import { jobPayloads, jobSchema } from '../../jobs.ts'

export type PendingDecision = 'release' | 'delete'

export interface PendingDecisions {
  /** The one that was made first counts; null when there is none. */
  about(held: {
    readonly queueId: string
    readonly commune: string
    readonly recipient: string
  }): PendingDecision | null
}

const payload = jobPayloads['delete-held'].loose()

/** Of these messages. Needs the right to read the jobs. */
export async function findPendingDecisions(
  drizzle: Pick<Database['drizzle'], 'execute'>,
  queueIds: readonly string[],
): Promise<PendingDecisions> {
  if (queueIds.length === 0) return { about: () => null }
  const { rows } = await drizzle.execute<{ name: string; data: unknown }>(sql`
    select name, data from ${sql.identifier(jobSchema)}.job
    where name in ('release-held', 'delete-held') and state < 'completed'
      and data->>'queueId' = any(${sql.param([...queueIds])}::text[])
    order by created_on, id`)
  const pending = rows.flatMap(({ name, data }) => {
    const read = payload.safeParse(data)
    const decision: PendingDecision = name === 'release-held' ? 'release' : 'delete'
    return read.success ? [{ decision, ...read.data }] : []
  })
  return {
    about: ({ queueId, commune, recipient }) =>
      pending.find(
        (each) =>
          each.queueId === queueId &&
          (each.commune === null || each.commune === commune) &&
          (each.recipients === null || each.recipients.some((address) => address === recipient)),
      )?.decision ?? null,
  }
}
