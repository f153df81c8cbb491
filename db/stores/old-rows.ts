// Forgets what is old, a batch at a time. The worker may not delete from the trace and its like: a function of the
// database does, which refuses to touch what is younger than a month (migration 0006).

import { sql } from 'drizzle-orm'
import type { Database } from '../connection.ts'
import { withoutValues } from '../without-values.ts'

export const agingKinds = ['trace', 'security_event', 'dmarc_observation', 'correspondent'] as const
export type AgingKind = (typeof agingKinds)[number]

export interface OldRows {
  /** At most `most` rows of all tenants from before the moment given; resolves with how many went. */
  forget(kind: AgingKind, before: Date, most: number): Promise<number>
}

/** Needs the rights of `vm_worker`. */
export const oldRowsStore = ({ drizzle }: Database): OldRows => ({
  forget: (kind, before, most) =>
    withoutValues(async () => {
      const moment = sql`${before.toISOString()}::timestamptz`
      const { rows } = await drizzle.execute<{ readonly forgotten: number }>(
        kind === 'correspondent'
          ? sql`
            with old as (
              select commune_id, digest from correspondent where last_seen_at < ${moment}
              order by last_seen_at limit ${most}
            ), gone as (
              delete from correspondent using old
              where correspondent.commune_id = old.commune_id and correspondent.digest = old.digest
                and correspondent.last_seen_at < ${moment}
              returning 1
            )
            select count(*)::integer as forgotten from gone`
          : sql`select forget_before(${kind}, ${moment}, ${most}) as forgotten`,
      )
      return rows[0]?.forgotten ?? 0
    }),
})
