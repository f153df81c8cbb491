// Makes every new row of a judged file: people, mailboxes, access, what the worker does next, and the log.

import type { EmailAddress } from '#core/address/email-address.ts'
import type { AuditEntry } from '#db/stores/audit.ts'
import type { Tenant } from '#db/stores/communes/tenants.ts'
import { insertAccess, insertMailboxes, insertMembers } from '#db/stores/mailboxes/import-mailboxes.ts'
import { raiseAlerts } from '#db/stores/security/raise-alert.ts'
import type { Changing } from '../../http/handler.ts'
import { personalMailboxOpened } from '../personal-mailbox-opened.ts'
import type { Judged } from './judge-file.ts'
import type { ImportedMailbox } from './judge-rows.ts'

export async function makeRows(
  { actor, transaction, audit, ports }: Changing,
  tenant: Tenant,
  { rows, facts }: Judged,
): Promise<void> {
  const wanted = rows.flatMap((row) => (row.state === 'new' ? row.values : []))
  const people = wanted.flatMap(({ owner }) =>
    owner?.isNew === true ? { name: owner.name, email: owner.email } : [],
  )
  const made = await insertMembers(transaction, tenant, people)
  const personOf = (email: EmailAddress) => known(made.get(email) ?? facts.persons.get(email)?.id, email)
  const mailboxes = await insertMailboxes(
    transaction,
    wanted.map(({ address, name, quotaBytes, owner }) => ({
      ...{ commune: tenant.id, address, name, quotaBytes, expiresAt: null },
      owner: owner === null ? null : personOf(owner.email),
    })),
  )
  const mailboxOf = (address: EmailAddress) => known(mailboxes.get(address), address)
  await insertAccess(
    transaction,
    tenant.id,
    wanted.flatMap((row) =>
      ofOthers(row).map(({ email, role }) => ({
        ...{ mailbox: mailboxOf(row.address), person: personOf(email), role },
      })),
    ),
  )
  const opened = wanted.filter((row) => row.owner !== null && ofOthers(row).length > 0)
  await raiseAlerts(
    transaction,
    opened.map((row) =>
      personalMailboxOpened({
        ...{ address: row.address, commune: tenant.id, by: actor.name },
        to: ofOthers(row).map(({ email }) => email),
      }),
    ),
  )
  await ports.jobs.enqueueAll(
    transaction,
    'provision-mailbox',
    [...mailboxes.values()].map((id) => ({ payload: { mailbox: id }, singleton: id })),
  )
  await audit(
    ...people.map(
      ({ name, email }): AuditEntry => ({
        action: 'create:person',
        commune: tenant.id,
        entityId: personOf(email),
        entity: email,
        after: { name, email, role: 'member' },
      }),
    ),
    ...wanted.map(
      (values): AuditEntry => ({
        action: 'create:mailbox',
        commune: tenant.id,
        entityId: mailboxOf(values.address),
        entity: values.address,
        after: audited(values),
      }),
    ),
    {
      action: 'import:mailbox',
      commune: tenant.id,
      entityId: tenant.id,
      entity: tenant.name,
      after: { mailboxes: wanted.length, persons: people.length },
    },
  )
}

const ofOthers = ({ owner, access }: ImportedMailbox) => access.filter(({ email }) => email !== owner?.email)

const audited = ({ name, kind, quotaBytes, owner, access }: ImportedMailbox) => ({
  ...{ name, kind, quotaBytes, access },
  owner: owner?.email ?? null,
})

/** Whoever judged the file looked for it. */
function known<Value>(value: Value | undefined, address: EmailAddress): Value {
  if (value === undefined) throw new Error(`${address} was judged and is not there`)
  return value
}
