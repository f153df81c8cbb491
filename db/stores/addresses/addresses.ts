// Which addresses there are, whatever they lead to.

import { eq, sql } from 'drizzle-orm'
import type { CommuneId } from '#core/address/directory.ts'
import type { EmailAddress } from '#core/address/email-address.ts'
import type { Database } from '../../connection.ts'
import { address } from '../../schema/address.ts'
import { commune } from '../../schema/tenant.ts'

export interface KnownAddress {
  readonly commune: CommuneId
  /** Of the département itself, `department`. */
  readonly tenantKind: 'commune' | 'department'
  readonly department: string
  readonly kind: 'mailbox' | 'alias' | 'list'
}

/** Of all tenants: an alias may lead to another commune's address. */
export async function findAddresses(
  drizzle: Pick<Database['drizzle'], 'select'>,
  addresses: readonly EmailAddress[],
): Promise<ReadonlyMap<EmailAddress, KnownAddress>> {
  if (addresses.length === 0) return new Map()
  const rows = await drizzle
    .select({
      address: address.address,
      commune: address.communeId,
      tenantKind: commune.kind,
      department: commune.departmentId,
      kind: address.kind,
    })
    .from(address)
    .innerJoin(commune, eq(commune.id, address.communeId))
    .where(sql`${address.address} = any (${sql.param([...addresses])}::text[])`)
  return new Map(
    rows.map(({ address: found, ...row }) => [
      found as EmailAddress,
      { ...row, commune: row.commune as CommuneId },
    ]),
  )
}
