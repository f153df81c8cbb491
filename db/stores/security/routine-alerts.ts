// Alerts of what somebody did who may do it: nobody is attacked, and it is to be looked at all the same. Each is a part of a
// query over `alert`.

import { sql } from 'drizzle-orm'

export const routineAlerts = ['password-reset', 'personal-mailbox-opened', 'external-forward'] as const

export const isRoutineAlert = (kind: unknown): boolean => routineAlerts.some((each) => each === kind)

export const isRoutineAlertSql = sql`alert.kind = any(${sql.param([...routineAlerts])}::text[])`

/** The name of whoever did it last, or what the log of changes calls them where nobody has that address; null for an attack. */
export const actedBy = sql<
  string | null
>`coalesce((select nullif(who.name, '') from person who where who.email = alert.facts->>'by'), alert.facts->>'by')`

/** The address that mail now goes to, or of whoever may read it now; null where there is none. */
export const actedTo = sql<string | null>`alert.facts->>'to'`
