// What a tenant chose about leaks, beside what holds for it otherwise, as the panel shows and changes it.

import { and, asc, eq, type SQL, sql } from 'drizzle-orm'
import type { CommuneId } from '#core/address/directory.ts'
import { leakAudiences, leakKinds } from '#core/policies/leak.ts'
import type { ChosenLeakRules, LeakPolicy } from '#core/policies/leak-rules.ts'
import type { Database, Transaction } from '../../connection.ts'
import { leakPolicy, leakRule } from '../../schema/leak.ts'
import { commune } from '../../schema/tenant.ts'
import { type Scope, within } from '../query/scope.ts'
import {
  chosenRules,
  communePolicy,
  departmentPolicy,
  type LeakChoice,
  type WrittenRule,
} from './leak-policies.ts'

type Reader = Pick<Database['drizzle'], 'select'>

export interface TenantLeakPolicy {
  readonly commune: {
    readonly id: CommuneId
    readonly name: string
    readonly kind: 'commune' | 'department'
  }
  readonly own: LeakChoice
  readonly inherited: LeakPolicy
  readonly effective: LeakPolicy
  /** When it was chosen, to the millisecond; null while nothing is. */
  readonly version: Date | null
}

/** `tenant` null: the département's own, which everybody may read. Null where there is none in sight. */
export async function findTenantLeakPolicy(
  drizzle: Reader,
  scope: Scope,
  { tenant, defaults }: { readonly tenant: CommuneId | null; readonly defaults: LeakPolicy },
): Promise<TenantLeakPolicy | null> {
  const above = await readTenant(drizzle, eq(commune.kind, 'department'))
  if (tenant === null)
    return above === null
      ? null
      : { ...above, inherited: defaults, effective: departmentPolicy(defaults, above.own) }
  const own = await readTenant(
    drizzle,
    and(within(scope, commune.id), eq(commune.id, tenant), eq(commune.kind, 'commune')),
  )
  if (own === null) return null
  const inherited = above === null ? defaults : departmentPolicy(defaults, above.own)
  return { ...own, inherited, effective: communePolicy(inherited, own.own) }
}

async function readTenant(
  drizzle: Reader,
  which: SQL | undefined,
): Promise<Pick<TenantLeakPolicy, 'commune' | 'own' | 'version'> | null> {
  const rows = await drizzle
    .select({
      ...{ id: commune.id, name: commune.name, tenantKind: commune.kind },
      ...{ partners: leakPolicy.partners, version: leakPolicy.updatedAt },
      ...{
        kind: leakRule.kind,
        audience: leakRule.audience,
        from: leakRule.fromCount,
        action: leakRule.action,
      },
    })
    .from(commune)
    .leftJoin(leakPolicy, eq(leakPolicy.communeId, commune.id))
    .leftJoin(leakRule, eq(leakRule.communeId, leakPolicy.communeId))
    .where(which)
    .orderBy(asc(leakRule.fromCount))
  const [first] = rows
  if (first === undefined) return null
  const { id, name, tenantKind, partners, version } = first
  return {
    commune: { id: id as CommuneId, name, kind: tenantKind },
    own: { rules: chosenRules(rows satisfies readonly WrittenRule[]), partners },
    version,
  }
}

/** All of it in place of what was chosen before. False when somebody else chose since `version`. */
export async function setTenantLeakPolicy(
  transaction: Transaction,
  { tenant, version }: { readonly tenant: CommuneId; readonly version: Date | null },
  { rules, partners }: LeakChoice,
): Promise<boolean> {
  const fields = { partners: partners === null ? null : [...partners], updatedAt: sql`clock_timestamp()` }
  const written =
    version === null
      ? await transaction
          .insert(leakPolicy)
          .values({ communeId: tenant, ...fields })
          .onConflictDoNothing()
          .returning({ id: leakPolicy.communeId })
      : await transaction
          .update(leakPolicy)
          .set(fields)
          .where(and(eq(leakPolicy.communeId, tenant), isVersion(version)))
          .returning({ id: leakPolicy.communeId })
  if (written.length === 0) return false
  await transaction.delete(leakRule).where(eq(leakRule.communeId, tenant))
  const rows = rowsOf(tenant, rules)
  if (rows.length > 0) await transaction.insert(leakRule).values([...rows])
  return true
}

/** A client knows milliseconds. */
const isVersion = (version: Date) =>
  sql`date_trunc('milliseconds', ${leakPolicy.updatedAt}) = ${version.toISOString()}::timestamptz`

const rowsOf = (tenant: CommuneId, rules: ChosenLeakRules): readonly (typeof leakRule.$inferInsert)[] =>
  leakKinds.flatMap((kind) =>
    leakAudiences.flatMap((audience) =>
      (rules[kind]?.[audience] ?? []).map(({ from, action }) => ({
        ...{ communeId: tenant, kind, audience, fromCount: from, action },
      })),
    ),
  )
