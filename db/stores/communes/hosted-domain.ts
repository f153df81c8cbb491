// Whether a domain is one of ours.

import { eq } from 'drizzle-orm'
import type { Domain } from '#core/address/email-address.ts'
import type { Database } from '../../connection.ts'
import { domain } from '../../schema/tenant.ts'

export async function isHosted(drizzle: Pick<Database['drizzle'], 'select'>, name: Domain): Promise<boolean> {
  const rows = await drizzle.select({ name: domain.name }).from(domain).where(eq(domain.name, name))
  return rows.length > 0
}
