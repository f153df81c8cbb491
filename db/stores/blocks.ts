// What is held against guessing, as those who run the installation see and correct it: blocks, networks that are never
// blocked, alerts, the security log. The département's alone: an attack is no commune's.

import { and, desc, eq, gte, isNotNull, isNull, type SQL, sql } from 'drizzle-orm'
import type { CommuneId } from '#core/directory.ts'
import type { Database, Transaction } from '../connection.ts'
import { alert, blockedNetwork, signInFailures, trustedNetwork } from '../schema/sign-in.ts'
import { commune } from '../schema/tenant.ts'
import { securityEvent } from '../schema/trace.ts'
import { actedBy, actedTo } from './ordinary-alert.ts'
import { afterCursor, type PageWish, pageOfRows } from './page.ts'

type Reading = Pick<Database, 'drizzle'>

export interface BlockFilter {
  readonly login?: string | undefined
  /** An address or a network. */
  readonly network?: string | undefined
}

export interface Block {
  readonly kind: 'login' | 'network'
  readonly login: string | null
  readonly network: string
  /** The failure that led to it. */
  readonly since: Date
  readonly until: Date
  readonly failures: number
}

export async function findBlocks({ drizzle }: Reading, wish: BlockFilter & PageWish) {
  const after = afterCursor(wish.after, [sql`b.until`, sql`b.network`, sql`coalesce(b.login, '')`], 'desc')
  const { rows } = await drizzle.execute<
    Record<string, unknown> & Omit<Block, 'since' | 'until'> & Readonly<Record<'since' | 'until', string>>
  >(sql`
    select kind, login, network, since, until, failures from (
      select 'login' as kind, login, network, last_at as since, blocked_until as until, failures from sign_in_failures
      where blocked_until > now()
      union all
      select 'network', null, network, since, until, logins from blocked_network where until > now()
    ) b
    where ${and(
      sql`true`,
      wish.login === undefined ? undefined : sql`b.login = lower(${wish.login})`,
      wish.network === undefined ? undefined : sql`b.network::inet && ${wish.network}::inet`,
      after,
    )}
    order by b.until desc, b.network desc, coalesce(b.login, '') desc limit ${wish.limit + 1}`)
  return pageOfRows(
    rows.map((row) => ({ ...row, since: new Date(row.since), until: new Date(row.until) })),
    wish.limit,
    ({ until, network, login }) => [until.toISOString(), network, login ?? ''],
  )
}

/** Forgets what was counted; without a login the network is open again for all. False when there was nothing. */
export async function releaseBlock(
  transaction: Transaction,
  { login, network }: { readonly login: string | undefined; readonly network: string },
): Promise<boolean> {
  const gone =
    login === undefined
      ? await transaction
          .delete(blockedNetwork)
          .where(eq(blockedNetwork.network, network))
          .returning({ network: blockedNetwork.network })
      : await transaction
          .delete(signInFailures)
          .where(and(eq(signInFailures.login, login.toLowerCase()), eq(signInFailures.network, network)))
          .returning({ network: signInFailures.network })
  return gone.length > 0
}

const trustedColumns = {
  id: trustedNetwork.id,
  network: trustedNetwork.network,
  note: trustedNetwork.note,
  createdAt: trustedNetwork.createdAt,
}

export const findTrustedNetworks = ({ drizzle }: Reading) =>
  drizzle.select(trustedColumns).from(trustedNetwork).orderBy(sql`${trustedNetwork.network}::cidr`)

/** `network` in CIDR form; bits beyond its mask are dropped. */
export async function insertTrustedNetwork(
  transaction: Transaction,
  { network, note }: { readonly network: string; readonly note: string },
) {
  const [row] = await transaction
    .insert(trustedNetwork)
    .values({ network: sql`network(${network}::inet)::cidr::text`, note })
    .returning(trustedColumns)
  if (row === undefined) throw new Error('an insert returned nothing')
  return row
}

export async function deleteTrustedNetwork(transaction: Transaction, id: string) {
  const [row] = await transaction
    .delete(trustedNetwork)
    .where(eq(trustedNetwork.id, id))
    .returning(trustedColumns)
  return row ?? null
}

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
      commune: { id: commune.id, name: commune.name },
    })
    .from(alert)
    .leftJoin(commune, eq(commune.id, alert.communeId))
    .where(
      and(
        wish.seen === undefined ? undefined : wish.seen ? isNotNull(alert.seenAt) : isNull(alert.seenAt),
        afterCursor(wish.after, [milliseconds(sql`${alert.since}`), sql`${alert.id}`], 'desc'),
      ),
    )
    .orderBy(desc(milliseconds(sql`${alert.since}`)), desc(alert.id))
    .limit(wish.limit + 1)
  return pageOfRows(rows, wish.limit, ({ since, id }) => [since.toISOString(), id])
}

/** As a Date holds it, so that a cursor says the same. */
const milliseconds = (column: SQL): SQL => sql`date_trunc('milliseconds', ${column})`

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
        afterCursor(wish.after, [milliseconds(sql`${securityEvent.at}`), sql`${securityEvent.id}`], 'desc'),
      ),
    )
    .orderBy(desc(milliseconds(sql`${securityEvent.at}`)), desc(securityEvent.id))
    .limit(wish.limit + 1)
  return pageOfRows(rows, wish.limit, ({ at, id }) => [at.toISOString(), id])
}
