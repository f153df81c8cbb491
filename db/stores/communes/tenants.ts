// One tenant, whether a commune or the département's own services, as whoever works inside it needs to know it.

import { and, eq } from 'drizzle-orm'
import type { CommuneId } from '#core/address/directory.ts'
import type { Database, Transaction } from '../../connection.ts'
import { commune, type tenantKinds } from '../../schema/tenant.ts'
import { type Scope, within } from '../query/scope.ts'

export interface Tenant {
  readonly id: CommuneId
  readonly kind: (typeof tenantKinds)[number]
  readonly name: string
  /** What all its mailboxes may take together; null for no bound but their own. */
  readonly quotaBytes: number | null
}

const columns = {
  id: commune.id,
  kind: commune.kind,
  name: commune.name,
  quotaBytes: commune.quotaBytes,
}

/** Null for another one than whoever asks may see. */
export async function findTenant(
  drizzle: Pick<Database['drizzle'], 'select'>,
  scope: Scope,
  id: CommuneId,
): Promise<Tenant | null> {
  const [row] = await drizzle.select(columns).from(commune).where(named(scope, id))
  return tenantOf(row)
}

/** The same, kept from every other transaction that asks like this until the end of this one: sums stay what they are. */
export async function lockTenant(
  transaction: Transaction,
  scope: Scope,
  id: CommuneId,
): Promise<Tenant | null> {
  const [row] = await transaction.select(columns).from(commune).where(named(scope, id)).for('no key update')
  return tenantOf(row)
}

const named = (scope: Scope, id: CommuneId) => and(within(scope, commune.id), eq(commune.id, id))

const tenantOf = (row: (Omit<Tenant, 'id'> & { readonly id: string }) | undefined): Tenant | null =>
  row === undefined ? null : { ...row, id: row.id as CommuneId }
