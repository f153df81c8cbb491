// The lists of senders as the panel shows and changes them: a tenant's own, and the département's above it.

import { and, desc, eq, or, type SQL, sql } from 'drizzle-orm'
import type { CommuneId } from '#core/address/directory.ts'
import type { WrittenRule } from '#core/policies/sender-rule.ts'
import type { Database, Transaction } from '../../connection.ts'
import { senderRule } from '../../schema/filtering.ts'
import { commune } from '../../schema/tenant.ts'
import { afterCursor, type PageWish, pageOfRows } from '../query/page.ts'
import { type Scope, within } from '../query/scope.ts'

type Reader = Pick<Database['drizzle'], 'select'>

export interface SenderRuleFilter {
  /** This tenant's and the département's. */
  readonly commune?: CommuneId | undefined
  readonly effect?: 'allow' | 'deny' | undefined
  readonly search?: string | undefined
}

export type SenderRuleRow = Awaited<ReturnType<typeof readRules>>[number]

const isDepartment = eq(commune.kind, 'department')

/** Newest first. */
export async function findSenderRules(
  { drizzle }: Pick<Database, 'drizzle'>,
  scope: Scope,
  { commune: tenant, effect, search, after, limit }: SenderRuleFilter & PageWish,
) {
  const own = within(scope, senderRule.communeId)
  const rows = await readRules(
    drizzle,
    and(
      own === undefined ? undefined : or(own, isDepartment),
      tenant === undefined ? undefined : or(eq(senderRule.communeId, tenant), isDepartment),
      effect === undefined ? undefined : eq(senderRule.effect, effect),
      search === undefined
        ? undefined
        : sql`(strpos(${senderRule.value}, lower(${search})) > 0 or strpos(lower(${senderRule.note}), lower(${search})) > 0)`,
      afterCursor(after, [sql`${senderRule.createdAt}`, sql`${senderRule.id}`], 'desc'),
    ),
    limit + 1,
  )
  return pageOfRows(rows, limit, ({ cursor, id }) => [cursor, id])
}

/** One that the tenant itself may change; null for another's and the département's. */
export async function findOwnSenderRule(
  drizzle: Reader,
  scope: Scope,
  id: string,
): Promise<SenderRuleRow | null> {
  const [row] = await readRules(drizzle, and(within(scope, senderRule.communeId), eq(senderRule.id, id)), 1)
  return row ?? null
}

async function readRules(drizzle: Reader, where: SQL | undefined, limit: number) {
  const rows = await drizzle
    .select({
      id: senderRule.id,
      communeId: senderRule.communeId,
      communeName: commune.name,
      communeKind: commune.kind,
      kind: senderRule.kind,
      value: senderRule.value,
      effect: senderRule.effect,
      note: senderRule.note,
      createdAt: senderRule.createdAt,
      cursor: sql<string>`${senderRule.createdAt}::text`,
    })
    .from(senderRule)
    .innerJoin(commune, eq(commune.id, senderRule.communeId))
    .where(where)
    .orderBy(desc(senderRule.createdAt), desc(senderRule.id))
    .limit(limit)
  return rows.map(({ communeId, communeName, communeKind, ...row }) => ({
    ...row,
    commune: { id: communeId as CommuneId, name: communeName, kind: communeKind },
  }))
}

/** Rejects with a unique violation for a rule about the same sender. */
export async function insertSenderRule(
  transaction: Transaction,
  { commune: communeId, ...rule }: WrittenRule & { readonly commune: CommuneId; readonly note: string },
): Promise<string> {
  const [row] = await transaction
    .insert(senderRule)
    .values({ communeId, ...rule })
    .returning({ id: senderRule.id })
  if (row === undefined) throw new Error('an insert returned nothing')
  return row.id
}

/** Refuses a sender from now on, whatever was said about it before. */
export async function denySender(
  transaction: Transaction,
  {
    commune: communeId,
    ...rule
  }: Omit<WrittenRule, 'effect'> & {
    readonly commune: CommuneId
    readonly note: string
  },
): Promise<void> {
  await transaction
    .insert(senderRule)
    .values({ communeId, effect: 'deny', ...rule })
    .onConflictDoUpdate({
      target: [senderRule.communeId, senderRule.kind, senderRule.value],
      set: { effect: 'deny', note: rule.note, updatedAt: sql`now()` },
    })
}

export async function deleteSenderRule(transaction: Transaction, id: string): Promise<boolean> {
  const gone = await transaction
    .delete(senderRule)
    .where(eq(senderRule.id, id))
    .returning({ id: senderRule.id })
  return gone.length > 0
}
