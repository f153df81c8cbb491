// Alerts of what somebody did who may do it: nobody is attacked, and it is to be looked at all the same. Their detail, as
// admin/api writes it, says to whom and by whom; here it is taken apart again. Each is a part of a query over `alert`.

import { sql } from 'drizzle-orm'

export const ordinaryAlerts = ['password-reset', 'personal-mailbox-opened', 'external-forward'] as const

export const isOrdinaryAlert = (kind: unknown): boolean => ordinaryAlerts.some((each) => each === kind)

export const ordinary = sql`alert.kind = any(${sql.param([...ordinaryAlerts])}::text[])`

const by = sql`substring(alert.detail from '(?:^|, )by (.+)$')`

/** The name of whoever did it last, or what the detail calls them where nobody has that address; null for an attack. */
export const actedBy = sql<
  string | null
>`case when ${ordinary} then coalesce((select nullif(who.name, '') from person who where who.email = ${by}), ${by}) end`

/** The address that mail now goes to, or of whoever may read it now; null where there is none. */
export const actedTo = sql<
  string | null
>`case when ${ordinary} then substring(alert.detail from '^(?:to )?([^ ,]+@[^ ,]+)(?:, by | until )') end`
