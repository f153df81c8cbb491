// Addresses of others that do not exist: what submission asks, and what the département sees and takes away. They are nobody's
// rows: which commune wrote there is not in them.

import { and, desc, eq, gt, sql } from 'drizzle-orm'
import type { EmailAddress } from '#core/address/email-address.ts'
import type { SuppressedAddresses } from '#core/deliverability/suppressed-addresses.ts'
import type { Database, Transaction } from '../../connection.ts'
import { redactQueryErrors } from '../../redact-query-error.ts'
import { suppressedAddress } from '../../schema/bounce.ts'
import { containsText } from '../query/contains-text.ts'
import { afterCursor, momentKey, type PageWish, pageOfRows } from '../query/page.ts'

const text = 'select 1 from suppressed_address where address = lower($1) and until > now()'

/** Needs the rights of `vm_gateway`. */
export const suppressedAddressStore = ({ pool }: Pick<Database, 'pool'>): SuppressedAddresses => ({
  has: (address) =>
    redactQueryErrors(async () => {
      const { rowCount } = await pool.query({ name: 'suppressed-address', text, values: [address] })
      return rowCount === 1
    }),
})

export interface SuppressedFilter {
  /** Part of the address. */
  readonly search?: string | undefined
}

const columns = {
  address: suppressedAddress.address,
  since: suppressedAddress.since,
  until: suppressedAddress.until,
  kind: suppressedAddress.kind,
  reply: suppressedAddress.reply,
}

export type SuppressedRow = Awaited<ReturnType<typeof findSuppressedPage>>['rows'][number]

/** The newest first. Needs the rights of `vm_admin`. */
export async function findSuppressedPage(
  { drizzle }: Pick<Database, 'drizzle'>,
  { after, limit, search }: SuppressedFilter & PageWish,
) {
  const since = momentKey(sql`${suppressedAddress.since}`)
  const rows = await redactQueryErrors(() =>
    drizzle
      .select(columns)
      .from(suppressedAddress)
      .where(
        and(
          gt(suppressedAddress.until, sql`now()`),
          containsText(sql`${suppressedAddress.address}`, search),
          afterCursor(after, [since, sql`${suppressedAddress.address}`], 'desc'),
        ),
      )
      .orderBy(desc(since), desc(suppressedAddress.address))
      .limit(limit + 1),
  )
  return pageOfRows(rows, limit, (row) => [row.since.toISOString(), row.address])
}

/** Null when it is not among them, or not any more. */
export async function deleteSuppressed(
  transaction: Transaction,
  address: EmailAddress,
): Promise<SuppressedRow | null> {
  const [gone] = await redactQueryErrors(() =>
    transaction
      .delete(suppressedAddress)
      .where(
        and(eq(suppressedAddress.address, address.toLowerCase()), gt(suppressedAddress.until, sql`now()`)),
      )
      .returning(columns),
  )
  return gone ?? null
}
