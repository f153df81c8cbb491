// Who let held mail out, as the log of changes keeps it: what is kept of the message itself goes once it is delivered.

import { and, asc, eq, inArray } from 'drizzle-orm'
import type { Database } from '../connection.ts'
import { audit } from '../schema/audit.ts'
import { type Scope, within } from './scope.ts'

export interface ReleaseDecision {
  readonly at: Date
  /** Null where nobody signed in for it: a link of the daily letter. */
  readonly by: string | null
  readonly recipients: readonly string[]
}

/** Of these messages and copies, the oldest first. Recipients of other communes are not among them. */
export async function findReleaseDecisions(
  { drizzle }: Pick<Database, 'drizzle'>,
  scope: Scope,
  queueIds: readonly string[],
): Promise<readonly ReleaseDecision[]> {
  const rows = await drizzle
    .select({ at: audit.at, actorId: audit.actorId, actor: audit.actor, after: audit.after })
    .from(audit)
    .where(
      and(
        within(scope, audit.communeId),
        eq(audit.action, 'release:held'),
        inArray(audit.entityId, [...queueIds]),
      ),
    )
    .orderBy(asc(audit.id))
  return rows.map(({ at, actorId, actor, after }) => {
    const recipients = after?.recipients
    return {
      at,
      by: actorId === null ? null : actor,
      recipients: Array.isArray(recipients) ? recipients.map(String) : [],
    }
  })
}
