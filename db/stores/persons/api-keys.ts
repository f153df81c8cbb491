// Keys of programs, as they are listed, made, found and taken away. Never the key itself: it is nowhere.

import { and, desc, eq, gt, isNull, lt, or, type SQL, sql } from 'drizzle-orm'
import type { CommuneId } from '#core/address/directory.ts'
import type { Database, Transaction } from '../../connection.ts'
import { apiKey } from '../../schema/api.ts'
import { person } from '../../schema/person.ts'
import { commune } from '../../schema/tenant.ts'
import { type Scope, within } from '../query/scope.ts'

export interface NewApiKeyRow {
  readonly commune: CommuneId
  readonly tenantKind: 'commune' | 'department'
  readonly name: string
  readonly selector: string
  readonly digest: string
  readonly permissions: readonly string[]
  readonly expiresAt: Date
  readonly createdBy: string | null
}

export type ApiKeyRow = Awaited<ReturnType<typeof findApiKeys>>[number]

type Reader = Pick<Database['drizzle'], 'select'>

/** Newest first; revoked and expired ones too, so that what they did is understood. */
export async function findApiKeys(drizzle: Reader, scope: Scope, which?: SQL) {
  const rows = await drizzle
    .select({
      id: apiKey.id,
      name: apiKey.name,
      communeId: apiKey.communeId,
      communeName: commune.name,
      kind: apiKey.tenantKind,
      selector: apiKey.selector,
      permissions: apiKey.permissions,
      createdAt: apiKey.createdAt,
      createdBy: person.email,
      expiresAt: apiKey.expiresAt,
      lastUsedAt: apiKey.lastUsedAt,
      revokedAt: apiKey.revokedAt,
    })
    .from(apiKey)
    .innerJoin(commune, eq(commune.id, apiKey.communeId))
    .leftJoin(person, eq(person.id, apiKey.createdBy))
    .where(and(within(scope, apiKey.communeId), which))
    .orderBy(desc(apiKey.createdAt), desc(apiKey.id))
  return rows.map(({ communeId, communeName, kind, ...row }) => ({
    ...row,
    commune: { id: communeId as CommuneId, name: communeName, kind },
  }))
}

export async function findApiKey(drizzle: Reader, scope: Scope, id: string): Promise<ApiKeyRow | null> {
  const [row] = await findApiKeys(drizzle, scope, eq(apiKey.id, id))
  return row ?? null
}

export async function insertApiKey(
  transaction: Transaction,
  { commune: communeId, permissions, ...given }: NewApiKeyRow,
): Promise<string> {
  const [row] = await transaction
    .insert(apiKey)
    .values({ communeId, permissions: [...permissions], ...given })
    .returning({ id: apiKey.id })
  if (row === undefined) throw new Error('an insert returned nothing')
  return row.id
}

/** False when it was revoked before. */
export async function revokeApiKey(transaction: Transaction, id: string): Promise<boolean> {
  const revoked = await transaction
    .update(apiKey)
    .set({ revokedAt: sql`now()` })
    .where(and(eq(apiKey.id, id), isNull(apiKey.revokedAt)))
    .returning({ id: apiKey.id })
  return revoked.length > 0
}

export interface UsableKey {
  readonly id: string
  readonly name: string
  readonly digest: string
  readonly permissions: readonly string[]
  readonly commune: CommuneId
  readonly tenantKind: 'commune' | 'department'
}

/** Null for one that is revoked, expired, or of a tenant that is suspended. */
export async function findUsableKey(
  { drizzle }: Pick<Database, 'drizzle'>,
  selector: string,
): Promise<UsableKey | null> {
  const [row] = await drizzle
    .select({
      id: apiKey.id,
      name: apiKey.name,
      digest: apiKey.digest,
      permissions: apiKey.permissions,
      commune: apiKey.communeId,
      tenantKind: apiKey.tenantKind,
    })
    .from(apiKey)
    .innerJoin(commune, eq(commune.id, apiKey.communeId))
    .where(
      and(
        eq(apiKey.selector, selector),
        isNull(apiKey.revokedAt),
        gt(apiKey.expiresAt, sql`now()`),
        isNull(commune.suspendedAt),
      ),
    )
  return row === undefined ? null : { ...row, commune: row.commune as CommuneId }
}

/** One write in five minutes, however often a program asks. */
export async function noteKeyUse({ drizzle }: Pick<Database, 'drizzle'>, id: string): Promise<void> {
  await drizzle
    .update(apiKey)
    .set({ lastUsedAt: sql`now()` })
    .where(
      and(
        eq(apiKey.id, id),
        or(isNull(apiKey.lastUsedAt), lt(apiKey.lastUsedAt, sql`now() - interval '5 minutes'`)),
      ),
    )
}
