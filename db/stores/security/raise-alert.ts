// What somebody must look at: raised once for its subject, and counted until somebody says that it was seen.

import { sql } from 'drizzle-orm'
import type { CommuneId } from '#core/address/directory.ts'
import type { AlertFacts } from '#core/alert-facts.ts'
import type { Database } from '../../connection.ts'
import { alert } from '../../schema/sign-in.ts'

export interface Alert {
  readonly kind: string
  /** What it is about: a login, a network, a mailbox. */
  readonly subject: string
  readonly commune: CommuneId | null
  readonly facts: AlertFacts
}

/** Far below the 65,535 values that a statement may have. */
const rowsInStatement = 1000

/** Each of another kind or subject than the others. */
export async function raiseAlerts(
  drizzle: Pick<Database['drizzle'], 'insert'>,
  raised: readonly Alert[],
): Promise<void> {
  for (let start = 0; start < raised.length; start += rowsInStatement)
    await insertAlerts(drizzle, raised.slice(start, start + rowsInStatement))
}

export const raiseAlert = (drizzle: Pick<Database['drizzle'], 'insert'>, raised: Alert): Promise<void> =>
  insertAlerts(drizzle, [raised])

async function insertAlerts(
  drizzle: Pick<Database['drizzle'], 'insert'>,
  raised: readonly Alert[],
): Promise<void> {
  await drizzle
    .insert(alert)
    .values(raised.map(({ commune, ...each }) => ({ communeId: commune, ...each })))
    .onConflictDoUpdate({
      target: [alert.kind, alert.subject],
      targetWhere: sql`${alert.seenAt} is null`,
      set: { lastAt: sql`now()`, times: sql`${alert.times} + 1`, facts: sql`excluded.facts` },
    })
}
