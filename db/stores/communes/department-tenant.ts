// The département's own tenant: what holds for every commune is written in its name.

import { eq } from 'drizzle-orm'
import type { CommuneId } from '#core/address/directory.ts'
import type { Database } from '../../connection.ts'
import { commune } from '../../schema/tenant.ts'

export async function findDepartmentTenant(
  drizzle: Pick<Database['drizzle'], 'select'>,
): Promise<{ readonly id: CommuneId; readonly name: string }> {
  const [row] = await drizzle
    .select({ id: commune.id, name: commune.name })
    .from(commune)
    .where(eq(commune.kind, 'department'))
  if (row === undefined) throw new Error('an installation without département')
  return { id: row.id as CommuneId, name: row.name }
}
