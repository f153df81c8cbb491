// What leads where: an alias that would lead nowhere without an address, and one that would lead back to itself.

import { sql } from 'drizzle-orm'
import type { CommuneId } from '#core/address/directory.ts'
import type { EmailAddress } from '#core/address/email-address.ts'
import type { Transaction } from '../../connection.ts'

/**
 * Aliases of the same commune whose only target is `address`, at most ten. One of another commune never keeps an address
 * alive: nobody here could change it.
 */
export async function findAliasesOnlyTo(
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

/**
 * Whether aliases and lists lead from `targets` to `goal`. Nobody else changes where they lead until the end of the
 * transaction: the lock is that of the trigger on lists.
 */
export async function wouldLoop(
  transaction: Transaction,
  targets: readonly EmailAddress[],
  goal: EmailAddress,
): Promise<boolean> {
  await transaction.execute(sql`select pg_advisory_xact_lock(hashtextextended('list-nesting', 0))`)
  const { rows } = await transaction.execute(sql`
    with recursive reached(address) as (
      select unnest(${sql.param([...targets])}::text[])
      union
      select next.target from reached cross join lateral (
        select t.target from alias a join alias_target t on t.alias_id = a.id where a.address = reached.address
        union all
        select m.target from list l join list_member m on m.list_id = l.id where l.address = reached.address
      ) next
    )
    select 1 from reached where address = ${goal} limit 1`)
  return rows.length > 0
}
