// What somebody must look at: raised once for its subject, and counted until somebody says that it was seen.

import { sql } from 'drizzle-orm'
import type { AlertFacts } from '#core/alert-facts.ts'
import type { CommuneId } from '#core/directory.ts'
import type { Database } from '../connection.ts'
import { alert } from '../schema/sign-in.ts'

export interface Alert {
  readonly kind: string
  /** What it is about: a login, a network, a mailbox. */
  readonly subject: string
  readonly commune: CommuneId | null
  readonly facts: AlertFacts
}

export async function raiseAlert(
  drizzle: Pick<Database['drizzle'], 'insert'>,
  { commune, ...raised }: Alert,
): Promise<void> {
  await drizzle
    .insert(alert)
    .values({ communeId: commune, ...raised })
    .onConflictDoUpdate({
      target: [alert.kind, alert.subject],
      targetWhere: sql`${alert.seenAt} is null`,
      set: { lastAt: sql`now()`, times: sql`${alert.times} + 1`, facts: raised.facts },
    })
}
