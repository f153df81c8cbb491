// What would lead nowhere without an address.

import { sql } from 'drizzle-orm'
import type { CommuneId } from '#core/directory.ts'
import type { EmailAddress } from '#core/email-address.ts'
import type { Transaction } from '../connection.ts'

/**
 * Aliases of the same commune whose only target is `address`, at most ten. One of another commune never keeps an address
 * alive: nobody here could change it.
 */
export async function findSoleLeaders(
  transaction: Transaction,
  commune: CommuneId,
  address: EmailAddress,
): Promise<readonly string[]> {
  const { rows } = await transaction.execute<{ address: string }>(sql`
    select a.address from alias_target t join alias a on a.id = t.alias_id
    where t.target = ${address} and a.commune_id = ${commune}
      and not exists (select from alias_target other where other.alias_id = a.id and other.target <> ${address})
    order by a.address limit 10`)
  return rows.map((row) => row.address)
}
