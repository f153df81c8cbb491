// Many mailboxes, their new people and their access, each kind in few statements.

import { sql } from 'drizzle-orm'
import type { CommuneId, MailboxId } from '#core/address/directory.ts'
import { domainOf, type EmailAddress, localPartOf } from '#core/address/email-address.ts'
import type { Transaction } from '../../connection.ts'
import { access } from '../../schema/access.ts'
import { mailbox } from '../../schema/mailbox.ts'
import { person } from '../../schema/person.ts'
import type { Tenant } from '../communes/tenants.ts'
import type { AccessRole } from './access.ts'
import type { MadeMailbox } from './change-mailboxes.ts'

/** Far below the 65,535 values that a statement may have. */
const rowsInStatement = 1000

/** Members without password; their ids by address. */
export async function insertMembers(
  transaction: Transaction,
  tenant: Tenant,
  made: readonly { readonly name: string; readonly email: EmailAddress }[],
): Promise<ReadonlyMap<EmailAddress, string>> {
  const ids = new Map<EmailAddress, string>()
  for (const some of inParts(made)) {
    const rows = await transaction
      .insert(person)
      .values(some.map((each) => ({ communeId: tenant.id, tenantKind: tenant.kind, ...each })))
      .returning({ id: person.id, email: person.email })
    for (const { id, email } of rows) ids.set(email as EmailAddress, id)
  }
  return ids
}

/** Their ids by address. */
export async function insertMailboxes(
  transaction: Transaction,
  made: readonly MadeMailbox[],
): Promise<ReadonlyMap<EmailAddress, MailboxId>> {
  const ids = new Map<EmailAddress, MailboxId>()
  for (const some of inParts(made)) {
    const rows = await transaction
      .insert(mailbox)
      .values(
        some.map(({ commune, address, owner, ...fields }) => ({
          communeId: commune,
          domain: domainOf(address),
          localPart: localPartOf(address),
          kind: owner === null ? ('shared' as const) : ('personal' as const),
          ownerPersonId: owner,
          ...fields,
        })),
      )
      .returning({ id: mailbox.id, address: mailbox.address })
    for (const { id, address } of rows) ids.set(address as EmailAddress, id as MailboxId)
  }
  return ids
}

export async function insertAccess(
  transaction: Transaction,
  commune: CommuneId,
  given: readonly { readonly mailbox: MailboxId; readonly person: string; readonly role: AccessRole }[],
): Promise<void> {
  for (const some of inParts(given)) {
    await transaction.insert(access).values(
      some.map(({ mailbox: mailboxId, person: personId, role }) => ({
        communeId: commune,
        ...{ mailboxId, personId, role },
      })),
    )
  }
}

export async function findMailboxIds(
  transaction: Transaction,
  addresses: readonly EmailAddress[],
): Promise<ReadonlyMap<EmailAddress, MailboxId>> {
  const rows = await transaction
    .select({ id: mailbox.id, address: mailbox.address })
    .from(mailbox)
    .where(sql`${mailbox.address} = any (${sql.param([...addresses])}::text[])`)
  return new Map(rows.map(({ id, address }) => [address as EmailAddress, id as MailboxId]))
}

function* inParts<Row>(rows: readonly Row[]): Generator<readonly Row[]> {
  for (let start = 0; start < rows.length; start += rowsInStatement)
    yield rows.slice(start, start + rowsInStatement)
}
