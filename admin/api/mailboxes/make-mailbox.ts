// One new mailbox, with the person it is for where that person is new too.

import type { z } from 'zod'
import type { CommuneId, MailboxId } from '#core/address/directory.ts'
import { domainOf, type EmailAddress } from '#core/address/email-address.ts'
import type { Transaction } from '#db/connection.ts'
import { findDomain } from '#db/stores/communes/domains.ts'
import type { Tenant } from '#db/stores/communes/tenants.ts'
import { allottedBytes, insertMailbox } from '#db/stores/mailboxes/change-mailboxes.ts'
import { findPerson } from '#db/stores/persons/persons.ts'
import { Problem, wrongField } from '#http/problem.ts'
import type { newMailbox } from '../../contract/mailboxes/mailbox.ts'
import { readNewAddress } from '../addresses/read-address.ts'
import type { Changing } from '../http/handler.ts'
import { makePerson } from '../persons/make-person.ts'
import { refuseQuota } from './quota-rule.ts'

type Wish = z.output<typeof newMailbox>

/** `tenant` is locked, so that two who give room at once do not both fit in what is left. */
export async function makeMailbox(
  context: Changing,
  tenant: Tenant,
  wish: Wish,
): Promise<MailboxId | Problem> {
  const { actor, transaction, audit, ports } = context
  const address = await readHosted(transaction, tenant, wish)
  if (address instanceof Problem) return address
  const refused = refuseQuota({
    wanted: wish.quotaBytes,
    before: 0,
    others: await allottedBytes(transaction, tenant.id),
    pool: tenant.quotaBytes,
    free: actor.permissions.has('change:quota'),
  })
  if (refused !== null) return refused
  const owner = await ownerFor(context, tenant, { wish, address })
  if (owner instanceof Problem) return owner
  const made = {
    commune: tenant.id,
    address,
    name: wish.name === '' ? (owner?.name ?? '') : wish.name,
    owner: owner?.id ?? null,
    quotaBytes: wish.quotaBytes,
    expiresAt: wish.expiresAt === null ? null : new Date(wish.expiresAt),
  }
  const id = await insertMailbox(transaction, made)
  await ports.jobs.enqueue(transaction, 'provision-mailbox', { payload: { mailbox: id }, singleton: id })
  await audit({
    action: 'create:mailbox',
    commune: tenant.id,
    entityId: id,
    entity: address,
    after: { ...made, kind: wish.kind, owner: owner?.email ?? null, expiresAt: wish.expiresAt },
  })
  return id
}

/** An address in a domain of the commune that has addresses of its own. */
export async function readHosted(
  transaction: Transaction,
  { id }: Tenant,
  given: { readonly localPart: string; readonly domain: string },
): Promise<EmailAddress | Problem> {
  const address = readNewAddress(given)
  if (address instanceof Problem) return address
  const domain = await findDomain(transaction, { kind: 'commune', commune: id }, domainOf(address))
  if (domain === null) return wrongField('/body/domain', 'unknown', 'The commune has no such domain.')
  return domain.aliasOf === null
    ? address
    : wrongField('/body/domain', 'alias', `It has the addresses of ${domain.aliasOf}.`)
}

interface Owner {
  readonly id: string
  readonly name: string
  readonly email: string
}

async function ownerFor(
  context: Changing,
  tenant: Tenant,
  { wish: { kind, owner }, address }: { readonly wish: Wish; readonly address: EmailAddress },
): Promise<Owner | null | Problem> {
  if (kind === 'shared') {
    return owner === null ? null : wrongField('/body/owner', 'for-personal', 'A shared mailbox has no owner.')
  }
  if (owner === null) return wrongField('/body/owner', 'missing', 'A personal mailbox has one owner.')
  return 'person' in owner
    ? await mayOwn(context, tenant.id, owner.person)
    : await makePerson(context, tenant, { ...owner, email: address })
}

/** A personal mailbox belongs to a person of its commune. */
export async function mayOwn(
  { transaction }: Changing,
  commune: CommuneId,
  id: string,
): Promise<Owner | Problem> {
  const person = await findPerson(transaction, { kind: 'commune', commune }, id)
  return person ?? wrongField('/body/owner', 'unknown', 'The commune has no such person.')
}
