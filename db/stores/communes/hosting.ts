// Who is hosted, written: tenants, domains, people, mailboxes and what opens them. Every function is an upsert, so that
// filling an installation twice changes nothing; none of them deletes.

import type { Database } from '../../connection.ts'
import { hostedMailboxes } from './hosted-mailboxes.ts'
import { hostedPeople } from './hosted-people.ts'
import { hostedTenants } from './hosted-tenants.ts'

export type Hosting = ReturnType<typeof hostingStore>

/** Needs the rights of `vm_owner` or `vm_admin`. */
export const hostingStore = (database: Database) => ({
  ...hostedTenants(database),
  ...hostedPeople(database),
  ...hostedMailboxes(database),
})
