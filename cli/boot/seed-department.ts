// What every installation starts with: the département's own tenant on its host name, the postmaster that answers for
// every domain without one, and the mailbox that probes log in to.

import { type EmailAddress, parseDomain, parseEmailAddress } from '#core/address/email-address.ts'
import type { Secret } from '#core/secret.ts'
import type { Database } from '#db/connection.ts'
import { hostingStore } from '#db/stores/communes/hosting.ts'
import { appPasswordFrom } from '#identity/app-password.ts'
import { parseOrThrow } from '../parse-or-throw.ts'

export interface DepartmentSeed {
  readonly department: { readonly number: string; readonly name: string }
  readonly mailHost: string
  /** Of the form of an app password: eight characters of base 32, a dash, 22 or more random characters. */
  readonly probePassword: Secret
  readonly quotaBytes: number
}

/** Idempotent. Needs the rights of `vm_owner` or `vm_admin`. */
export async function seedDepartment(
  database: Database,
  seed: DepartmentSeed,
): Promise<{ readonly departmentId: string }> {
  const hosting = hostingStore(database)
  const { departmentId, tenant } = await hosting.putDepartment(seed.department)
  await hosting.putDomain(tenant, parseOrThrow(parseDomain, seed.mailHost))
  const { quotaBytes } = seed
  await hosting.putMailbox({ commune: tenant, address: at('postmaster', seed), owner: null, quotaBytes })
  const probe = at('probe', seed)
  const person = await hosting.putPerson({
    commune: tenant,
    tenantKind: 'department',
    role: 'member',
    name: 'Sonde technique',
    email: probe,
  })
  const mailbox = await hosting.putMailbox({ commune: tenant, address: probe, owner: person, quotaBytes })
  const password = appPasswordFrom(seed.probePassword)
  if (password === null) throw new Error('the probe password has not the form of an app password')
  const { selector, hash } = password
  await hosting.putAppPassword({ commune: tenant, mailbox, person, selector, hash, label: 'probe' })
  return { departmentId }
}

const at = (local: string, { mailHost }: DepartmentSeed): EmailAddress =>
  parseOrThrow(parseEmailAddress, `${local}@${mailHost}`)
