// The tenants that a person may mean by a name or a code.

import { asc, or, sql } from 'drizzle-orm'
import type { CommuneId } from '#core/address/directory.ts'
import type { Database } from '../../connection.ts'
import { redactQueryErrors } from '../../redact-query-error.ts'
import { commune } from '../../schema/tenant.ts'

export interface NamedCommune {
  readonly commune: CommuneId
  readonly name: string
  /** Null for the département's own tenant. */
  readonly inseeCode: string | null
}

/** Those of exactly this code or name in any case; without any, those whose name contains it. */
export async function findCommunes(
  { drizzle }: Database,
  named: string,
): Promise<{ readonly exact: readonly NamedCommune[]; readonly similar: readonly NamedCommune[] }> {
  const rows = await redactQueryErrors(async () =>
    drizzle
      .select({ commune: commune.id, name: commune.name, inseeCode: commune.inseeCode })
      .from(commune)
      .where(
        or(sql`${commune.inseeCode} = ${named}`, sql`strpos(lower(${commune.name}), lower(${named})) > 0`),
      )
      .orderBy(asc(commune.name)),
  )
  const found = rows.map((row) => ({ ...row, commune: row.commune as CommuneId }))
  const exact = found.filter(
    ({ name, inseeCode }) => inseeCode === named || name.toLowerCase() === named.toLowerCase(),
  )
  return { exact, similar: exact.length > 0 ? [] : found }
}
