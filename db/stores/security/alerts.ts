// What somebody must look at, and that somebody did.

import { and, desc, eq, isNotNull, isNull, sql } from 'drizzle-orm'
import type { CommuneId } from '#core/address/directory.ts'
import type { Database, Transaction } from '../../connection.ts'
import { alert } from '../../schema/sign-in.ts'
import { commune } from '../../schema/tenant.ts'
import { afterCursor, momentKey, type PageWish, pageOfRows } from '../query/page.ts'
import { actedBy, actedTo } from './routine-alerts.ts'

type Reading = Pick<Database, 'drizzle'>

/** The mailbox that such an alert is about: where something can be done about it. */
const aboutMailbox = sql<string | null>`(select m.id from mailbox m
  where alert.kind in ('sending-stopped', 'takeover-suspected') and m.address = alert.subject)`

/** The same, while it may not send. */
const stoppedMailbox = sql<
  string | null
>`(select s.mailbox_id from sending_stop s join mailbox m on m.id = s.mailbox_id
  where alert.kind = 'sending-stopped' and m.address = alert.subject and s.resumed_at is null)`

export async function findAlertPage(
  { drizzle }: Reading,
  wish: PageWish & { readonly seen?: boolean | undefined },
) {
  const rows = await drizzle
    .select({
      id: alert.id,
      kind: alert.kind,
      subject: alert.subject,
      facts: alert.facts,
      by: actedBy,
      to: actedTo,
      since: alert.since,
      lastAt: alert.lastAt,
      times: alert.times,
      seenAt: alert.seenAt,
      mailbox: aboutMailbox,
      stoppedMailbox,
      commune: { id: commune.id, name: commune.name },
    })
    .from(alert)
    .leftJoin(commune, eq(commune.id, alert.communeId))
    .where(
      and(
        wish.seen === undefined ? undefined : wish.seen ? isNotNull(alert.seenAt) : isNull(alert.seenAt),
        afterCursor(wish.after, [momentKey(sql`${alert.since}`), sql`${alert.id}`], 'desc'),
      ),
    )
    .orderBy(desc(momentKey(sql`${alert.since}`)), desc(alert.id))
    .limit(wish.limit + 1)
  return pageOfRows(rows, wish.limit, ({ since, id }) => [since.toISOString(), id])
}

/** Null when there is none, or somebody saw it before. */
export async function markAlertSeen(
  transaction: Transaction,
  { id, at, by }: { readonly id: string; readonly at: Date; readonly by: string | null },
) {
  const [row] = await transaction
    .update(alert)
    .set({ seenAt: at, seenBy: by })
    .where(and(eq(alert.id, id), isNull(alert.seenAt)))
    .returning({ kind: alert.kind, subject: alert.subject, commune: alert.communeId })
  return row === undefined ? null : { ...row, commune: row.commune as CommuneId | null }
}
