// Who was given a way in lately, as the audit log has it: two accounts that agree must not be one person's, made for that.

import { sql } from 'drizzle-orm'
import type { Database } from '../connection.ts'

const hours = 24

/** Whether any of these people was made, given a code or another role within a day. */
export async function hasNewAccess(
  drizzle: Pick<Database['drizzle'], 'execute'>,
  people: readonly string[],
): Promise<boolean> {
  const { rows } = await drizzle.execute<{ readonly found: boolean }>(sql`
    select exists (
      select from audit where entity_id = any (${sql.param([...people])}::text[])
        and at > now() - make_interval(hours => ${hours})
        and (action in ('create:person', 'issue:activation', 'reset:password', 'reset:factor')
          or (action = 'change:person' and after ? 'role'))
    ) as found`)
  return rows[0]?.found ?? false
}
