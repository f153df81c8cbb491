// Who is blocked after wrong passwords, as those who run the installation see and correct it.

import { and, eq, sql } from 'drizzle-orm'
import type { Database, Transaction } from '../../connection.ts'
import { blockedNetwork, signInFailures } from '../../schema/sign-in.ts'
import { afterCursor, type PageWish, pageOfRows } from '../query/page.ts'

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
