// One commune of the Côte-d'Or in a test database, with a person, a personal and a shared mailbox.

import { parseOrThrow } from '#cli/parse-or-throw.ts'
import type { CommuneId, MailboxId } from '#core/address/directory.ts'
import {
  type Domain,
  type EmailAddress,
  parseDomain,
  parseEmailAddress,
} from '#core/address/email-address.ts'
import type { Database } from '#db/connection.ts'
import { hostingStore } from '#db/stores/communes/hosting.ts'

export const address = (text: string): EmailAddress => parseOrThrow(parseEmailAddress, text)

export const domainName = (text: string): Domain => parseOrThrow(parseDomain, text)

export interface TestCommune {
  readonly departmentId: string
  /** The département's own tenant. */
  readonly department: CommuneId
  readonly commune: CommuneId
  readonly person: string
  readonly personal: MailboxId
  readonly mairie: MailboxId
}

export const saulieu = 'mairie-saulieu.test'
export const claire = address(`claire.garnier@${saulieu}`)
export const mairie = address(`mairie@${saulieu}`)

/** `database` needs the owner's rights. Mailboxes are marked as created. */
export async function makeSaulieu(database: Database): Promise<TestCommune> {
  const hosting = hostingStore(database)
  const { departmentId, tenant } = await hosting.putDepartment({ number: '21', name: 'Côte-d’Or' })
  const commune = await hosting.putCommune({
    departmentId,
    name: 'Saulieu',
    inseeCode: '21584',
    siren: '212105845',
    population: 2216,
  })
  await hosting.putDomain(commune, domainName(saulieu))
  const person = await hosting.putPerson({
    commune,
    tenantKind: 'commune',
    role: 'manager',
    name: 'Claire Garnier',
    email: claire,
  })
  const quotaBytes = 1_000_000
  const personal = await hosting.putMailbox({ commune, address: claire, owner: person, quotaBytes })
  const shared = await hosting.putMailbox({ commune, address: mairie, owner: null, quotaBytes })
  await database.pool.query('update mailbox set provisioned_at = now()')
  return { departmentId, department: tenant, commune, person, personal, mairie: shared }
}
