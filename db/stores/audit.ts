// Rows of the audit log, written in the transaction of the change that they tell. Number, time and seal are given by the
// database.

import { sql } from 'drizzle-orm'
import type { CommuneId } from '#core/address/directory.ts'
import type { Transaction } from '../connection.ts'
import { audit } from '../schema/audit.ts'

export interface AuditActor {
  readonly kind: 'person' | 'key' | 'machine' | 'process'
  readonly id: string | null
  readonly name: string
  readonly client: string | null
}

/** What a start of the installation makes by itself, such as the accounts of a demonstration: no person did it. */
export const installation: AuditActor = { kind: 'machine', id: null, name: 'Installation', client: null }

export interface AuditEntry {
  /** `action:entity`. */
  readonly action: `${string}:${string}`
  readonly commune: CommuneId | null
  readonly entityId: string
  /** How a person would call it. */
  readonly entity: string
  /** Only what changed, never a secret; null for what was not there before. */
  readonly before?: Readonly<Record<string, unknown>> | null
  readonly after?: Readonly<Record<string, unknown>> | null
}

/** From here on, what triggers write in this transaction names this actor as well. */
export async function actAs(transaction: Transaction, actor: AuditActor): Promise<void> {
  await transaction.execute(sql`select set_config('vaguemestre.actor', ${JSON.stringify(actor)}, true)`)
}

/** In the order given. */
export async function writeAudit(
  transaction: Transaction,
  actor: AuditActor,
  ...entries: readonly AuditEntry[]
): Promise<void> {
  for (let start = 0; start < entries.length; start += rowsInStatement) {
    const rows = entries.slice(start, start + rowsInStatement).map((entry) => ({
      id: 0,
      at: sql`now()`,
      seal: '0'.repeat(64),
      actorKind: actor.kind,
      actorId: actor.id,
      actor: actor.name,
      client: actor.client,
      communeId: entry.commune,
      action: entry.action,
      entityId: entry.entityId,
      entity: entry.entity,
      before: entry.before ?? null,
      after: entry.after ?? null,
    }))
    await transaction.insert(audit).values(rows)
  }
}

/** Each is sealed by a trigger; few enough for the time that a statement has. */
const rowsInStatement = 500

/** The fields of two rows that differ, for `before` and `after`. */
export function difference<Row extends Readonly<Record<string, unknown>>>(
  before: Row,
  after: Row,
): { readonly before: Readonly<Record<string, unknown>>; readonly after: Readonly<Record<string, unknown>> } {
  const changed = Object.keys(after).filter(
    (key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]),
  )
  const only = (row: Row) => Object.fromEntries(changed.map((key) => [key, row[key]]))
  return { before: only(before), after: only(after) }
}
