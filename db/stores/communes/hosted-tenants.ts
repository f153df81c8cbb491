// Part of the store of what is hosted: the département, its communes and the domains of each.

import { and, eq, sql } from 'drizzle-orm'
import type { CommuneId } from '#core/address/directory.ts'
import type { Domain } from '#core/address/email-address.ts'
import type { Database } from '../../connection.ts'
import { commune, department, domain } from '../../schema/tenant.ts'
import { ownTenantRow } from '../query/own-tenant-row.ts'

interface NewCommune {
  readonly departmentId: string
  readonly name: string
  readonly inseeCode: string
  readonly siren: string | null
  readonly population: number | null
}

export function hostedTenants({ drizzle }: Database) {
  return {
    /** The département and the tenant of its own services. */
    async putDepartment(given: { readonly number: string; readonly name: string }) {
      const [row] = await drizzle
        .insert(department)
        .values(given)
        .onConflictDoUpdate({ target: department.number, set: { name: given.name } })
        .returning({ id: department.id })
      const departmentId = ownTenantRow(row).id
      const [tenant] = await drizzle
        .insert(commune)
        .values({ departmentId, kind: 'department', name: given.name })
        .onConflictDoUpdate({
          target: commune.departmentId,
          targetWhere: sql`kind = 'department'`,
          set: { name: given.name },
        })
        .returning({ id: commune.id })
      return { departmentId, tenant: ownTenantRow(tenant).id as CommuneId }
    },

    async putCommune(given: NewCommune): Promise<CommuneId> {
      const { name, siren, population } = given
      const [row] = await drizzle
        .insert(commune)
        .values(given)
        .onConflictDoUpdate({ target: commune.inseeCode, set: { name, siren, population } })
        .returning({ id: commune.id })
      return ownTenantRow(row).id as CommuneId
    },

    /** Rejects when the domain belongs to another tenant. */
    async putDomain(communeId: CommuneId, name: Domain): Promise<void> {
      await drizzle.insert(domain).values({ communeId, name }).onConflictDoNothing()
      const [row] = await drizzle
        .select({ communeId: domain.communeId })
        .from(domain)
        .where(and(eq(domain.communeId, communeId), eq(domain.name, name)))
      ownTenantRow(row)
    },
  }
}
