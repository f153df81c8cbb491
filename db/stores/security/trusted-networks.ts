// Networks that are never blocked.

import { eq, sql } from 'drizzle-orm'
import type { Database, Transaction } from '../../connection.ts'
import { trustedNetwork } from '../../schema/sign-in.ts'

type Reading = Pick<Database, 'drizzle'>

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
