// The supervisor's probe is a person with a mailbox, so that it comes in by the door that everybody takes. Lists for people
// are without it: `probe@` in the département's own tenant is kept for it (cli/boot/seed-department.ts).

import { type SQL, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'

/** The condition on an address and its tenant that leaves the probe out. */
export const excludeProbe = (address: PgColumn | SQL, tenant: PgColumn | SQL): SQL =>
  sql`not (${address} like 'probe@%' and ${tenant} in (select t.id from commune t where t.kind = 'department'))`
