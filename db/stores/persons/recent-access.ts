// Who was given a way in lately, as the audit log has it: two accounts that agree must not be one person's, made for that.

import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '../../connection.ts'

const hours = 24

/** Of rows of the log: what gave somebody a way in within a day. */
const gaveAccess = sql`at > now() - make_interval(hours => ${hours})
  and (action in ('create:person', 'issue:activation', 'reset:password', 'reset:factor')
    or (action = 'change:person' and after ? 'role'))`
const ends = sql`max(at) + make_interval(hours => ${hours})`

/** When the last of these people, ids as text, is new no more; null where none of them is. */
export const recentUntil = (people: SQL): SQL =>
  sql`(select ${ends} from audit where entity_id in (${people}) and ${gaveAccess})`

/** Of these people, those who were made, given a code or another role within a day → until when they count as new. */
export async function findRecentAccess(
  drizzle: Pick<Database['drizzle'], 'execute'>,
  people: readonly string[],
): Promise<ReadonlyMap<string, Date>> {
  const { rows } = await drizzle.execute<{ readonly person: string; readonly until: number }>(sql`
    select entity_id as person, (extract(epoch from ${ends}) * 1000)::float8 as until
    from audit where entity_id = any (${sql.param([...people])}::text[]) and ${gaveAccess}
    group by entity_id`)
  return new Map(rows.map(({ person, until }) => [person, new Date(until)]))
}
