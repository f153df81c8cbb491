// `isDangerous` of core/held/held-danger.ts in SQL.

import { type SQL, sql } from 'drizzle-orm'
import { dangerousFindings, dangerousReasons } from '#core/held/held-danger.ts'

interface HeldColumns {
  readonly reason: SQL
  /** The id that the trace knows the message by. */
  readonly traced: SQL
  readonly commune: SQL
}

const texts = (values: readonly string[]) => sql`${sql.param([...values])}::text[]`

export const isDangerousHeld = ({ reason, traced, commune }: HeldColumns): SQL =>
  sql`(${reason} = any(${texts(dangerousReasons)}) or exists (select from trace t
    where t.queue_id = ${traced} and t.commune_id = ${commune} and t.findings && ${texts(dangerousFindings)}))`
