// Opening again for everybody who was shut out: one client whatever login it tried, or one login wherever it came from.

import { sql } from 'drizzle-orm'
import type { Transaction } from '../../connection.ts'

/** What somebody names who is shut out. */
export type BlockedClient =
  /** An address, or a network in CIDR form: what is blocked within it, or around it. */
  { readonly kind: 'client'; readonly network: string } | { readonly kind: 'login'; readonly login: string }

export interface Released {
  /** Null where nobody from the network was let in. */
  readonly login: string | null
  readonly network: string
}

/** What was counted goes with the block: the next wrong password counts from one. Blocks that ended stay as they are. */
export async function releaseBlocksOf(
  transaction: Transaction,
  shutOut: BlockedClient,
): Promise<readonly Released[]> {
  const named =
    shutOut.kind === 'login' ? sql`login = ${shutOut.login.toLowerCase()}` : overlapping(shutOut.network)
  const logins = await transaction.execute<Record<string, unknown> & Released>(sql`
    delete from sign_in_failures where blocked_until > now() and ${named} returning login, network`)
  if (shutOut.kind === 'login') return logins.rows
  const networks = await transaction.execute<Record<string, unknown> & Released>(sql`
    delete from blocked_network where until > now() and ${named} returning null as login, network`)
  return [...networks.rows, ...logins.rows]
}

const overlapping = (network: string) => sql`network::inet && ${network}::inet`
