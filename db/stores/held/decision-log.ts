// Who let held mail out or deleted it, as the log of changes keeps it: what is kept of the message itself goes once that is
// done.

import { and, asc, inArray } from 'drizzle-orm'
import type { Database } from '../../connection.ts'
import { audit } from '../../schema/audit.ts'
import { type Scope, within } from '../query/scope.ts'

export interface LoggedDecision {
  readonly kind: 'release' | 'delete'
  readonly at: Date
  /** Null where nobody signed in for it: a link of the daily letter. A command of the machine is named as it is written. */
  readonly by: string | null
  readonly recipients: readonly string[]
}

/** Of these messages and copies, the oldest first. Recipients of other communes are not among them. */
export async function findLoggedDecisions(
  { drizzle }: Pick<Database, 'drizzle'>,
  scope: Scope,
  queueIds: readonly string[],
): Promise<readonly LoggedDecision[]> {
  const rows = await drizzle
    .select({ at: audit.at, action: audit.action, actor: audit.actor, after: audit.after })
    .from(audit)
    .where(
      and(
        within(scope, audit.communeId),
        inArray(audit.action, ['release:held', 'delete:held']),
        inArray(audit.entityId, [...queueIds]),
      ),
    )
    .orderBy(asc(audit.id))
  return rows.map(({ at, action, actor, after }) => {
    const recipients = after?.recipients
    return {
      kind: action === 'release:held' ? 'release' : 'delete',
      at,
      by: actor === '' ? null : actor,
      recipients: Array.isArray(recipients) ? recipients.map(String) : [],
    }
  })
}
