// The security log as those who run the installation read it. The département’s alone: an attack is no commune’s.

import { and, desc, eq, gte, sql } from 'drizzle-orm'
import type { Database } from '../../connection.ts'
import { securityEvent } from '../../schema/trace.ts'
import { afterCursor, momentKey, type PageWish, pageOfRows } from '../query/page.ts'

type Reading = Pick<Database, 'drizzle'>

export interface EventFilter {
  readonly kind?: string | undefined
  readonly network?: string | undefined
  readonly since?: Date | undefined
}

export async function findSecurityEventPage({ drizzle }: Reading, wish: EventFilter & PageWish) {
  const rows = await drizzle
    .select()
    .from(securityEvent)
    .where(
      and(
        wish.kind === undefined ? undefined : eq(securityEvent.kind, wish.kind),
        wish.since === undefined ? undefined : gte(securityEvent.at, wish.since),
        wish.network === undefined
          ? undefined
          : sql`case when ${securityEvent.network} ~ '^[0-9a-f.:]+(/[0-9]+)?$' then ${securityEvent.network}::inet && ${wish.network}::inet else false end`,
        afterCursor(wish.after, [momentKey(sql`${securityEvent.at}`), sql`${securityEvent.id}`], 'desc'),
      ),
    )
    .orderBy(desc(momentKey(sql`${securityEvent.at}`)), desc(securityEvent.id))
    .limit(wish.limit + 1)
  return pageOfRows(rows, wish.limit, ({ at, id }) => [at.toISOString(), id])
}
