// The lists of senders, as policy asks them. A rule that cannot be read costs nothing but itself.

import { eq } from 'drizzle-orm'
import type { CommuneId } from '#core/address/directory.ts'
import { readSenderRule, type SenderRule } from '#core/policies/sender-rule.ts'
import type { Database } from '../../connection.ts'
import { senderRule } from '../../schema/filtering.ts'
import { commune } from '../../schema/tenant.ts'

/** The lists that are asked for one tenant, the département's first; only those that say something. */
export type SenderLists = (tenant: CommuneId) => readonly (readonly SenderRule[])[]

/** `skipped` hears of each rule that cannot be read. Needs the rights of `vm_gateway`. */
export async function readSenderLists(
  { drizzle }: Pick<Database, 'drizzle'>,
  skipped: (rule: { readonly id: string; readonly tenant: string }) => void,
): Promise<SenderLists> {
  const { id, kind, value, effect } = senderRule
  const rows = await drizzle
    .select({ id, kind, value, effect, tenant: commune.id, tenantKind: commune.kind })
    .from(senderRule)
    .innerJoin(commune, eq(commune.id, senderRule.communeId))
  const rules = rows.flatMap((row) => {
    const rule = readSenderRule(row)
    if (rule === null) skipped(row)
    return rule === null ? [] : [{ rule, tenant: row.tenant, above: row.tenantKind === 'department' }]
  })
  const above = rules.filter((each) => each.above).map(({ rule }) => rule)
  return (tenant) => {
    const own = rules.filter((each) => !each.above && each.tenant === tenant).map(({ rule }) => rule)
    return [above, own].filter((list) => list.length > 0)
  }
}
