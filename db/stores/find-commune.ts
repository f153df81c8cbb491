// A tenant by what an operator calls it: the name of the commune or of the département, or the INSEE code.

import { eq, or, sql } from 'drizzle-orm'
import type { CommuneId } from '#core/directory.ts'
import type { Database } from '../connection.ts'
import { commune } from '../schema/tenant.ts'
import { withoutValues } from '../without-values.ts'

export interface FoundCommune {
  readonly id: CommuneId
  readonly name: string
  readonly inseeCode: string | null
}

/** Several communes may bear one name. Needs the rights of `vm_owner`. */
export async function findCommunes({ drizzle }: Database, text: string): Promise<readonly FoundCommune[]> {
  const rows = await withoutValues(async () =>
    drizzle
      .select({ id: commune.id, name: commune.name, inseeCode: commune.inseeCode })
      .from(commune)
      .where(or(eq(sql`lower(${commune.name})`, text.toLowerCase()), eq(commune.inseeCode, text)))
      .orderBy(commune.inseeCode),
  )
  return rows.map((row) => ({ ...row, id: row.id as CommuneId }))
}
