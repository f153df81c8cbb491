// A commune as it was planned: itself, its domain, its people, their mailboxes and who opens which. All of it goes into one
// transaction of the caller, with its rows of the audit log.

import type { CommuneId, MailboxId } from '#core/address/directory.ts'
import { type CommuneFields, departmentOf, insertCommune } from '#db/stores/communes/communes.ts'
import { insertDomain } from '#db/stores/communes/domains.ts'
import type { Tenant } from '#db/stores/communes/tenants.ts'
import { putAccess } from '#db/stores/mailboxes/access.ts'
import { insertMailbox } from '#db/stores/mailboxes/change-mailboxes.ts'
import { insertPerson } from '#db/stores/persons/change-persons.ts'
import { findPersonsByEmail } from '#db/stores/persons/persons.ts'
import type { Audited } from '#http/audited-transaction.ts'
import type { OfficialCommune } from '../communes/official-list.ts'
import type { ChangingInParts } from '../http/handler.ts'
import type { Plan } from './plan.ts'

/** The rows of the log come last: every other change waits from the first of them on. */
export async function makeCommune(
  { actor, ports }: ChangingInParts,
  audited: Audited,
  { plan, facts }: { readonly plan: Plan; readonly facts: OfficialCommune },
): Promise<CommuneId> {
  const { transaction } = audited
  const fields = {
    name: facts.name,
    inseeCode: facts.inseeCode,
    postcode: facts.postcodes[0] ?? null,
    population: facts.population,
    siren: facts.siren,
  }
  const commune = await insertCommune(transaction, await departmentOf(transaction, actor.commune), fields)
  if (plan.domain === null) throw new Error('a plan without problems has a domain')
  await insertDomain(transaction, { commune, name: plan.domain, aliasOf: null })
  const tenant = { id: commune, kind: 'commune' as const, name: facts.name, quotaBytes: null }
  const people = await makePeople(audited, tenant, plan)
  const mailboxes = await makeMailboxes(audited, { commune, plan, people })
  for (const mailbox of mailboxes.values())
    await ports.jobs.enqueue(transaction, 'provision-mailbox', { payload: { mailbox }, singleton: mailbox })
  const made = { commune, plan, people, mailboxes }
  await giveAccess(audited, made)
  await tell(audited, made, fields)
  return commune
}

type Ids = ReadonlyMap<string, string>

/** Sign-in address → person, those who were here already among them. */
async function makePeople({ transaction }: Audited, tenant: Tenant, plan: Plan): Promise<Ids> {
  const ids = new Map<string, string>()
  const known = plan.people.filter(({ isNew }) => !isNew).map(({ email }) => email)
  for (const [email, { id }] of await findPersonsByEmail(transaction, known)) ids.set(email, id)
  for (const { name, email, role } of plan.people.filter(({ isNew }) => isNew)) {
    ids.set(email, await insertPerson(transaction, tenant, { name, email, role }))
  }
  return ids
}

async function makeMailboxes(
  { transaction }: Audited,
  { commune, plan, people }: { readonly commune: CommuneId; readonly plan: Plan; readonly people: Ids },
): Promise<ReadonlyMap<string, MailboxId>> {
  const ids = new Map<string, MailboxId>()
  for (const { address, label, kind, quotaBytes } of plan.mailboxes) {
    const owner = kind === 'shared' ? null : (people.get(address) ?? null)
    const made = { commune, address, name: label, owner, quotaBytes, expiresAt: null }
    ids.set(address, await insertMailbox(transaction, made))
  }
  return ids
}

interface Made {
  readonly commune: CommuneId
  readonly plan: Plan
  readonly people: Ids
  readonly mailboxes: ReadonlyMap<string, MailboxId>
}

/** Whoever runs the commune runs its offices as well; the others read and write from them. */
const accessRole = (role: 'manager' | 'member') => (role === 'manager' ? 'manage' : 'send')

async function giveAccess(
  { transaction }: Audited,
  { commune, plan, people, mailboxes }: Made,
): Promise<void> {
  for (const { email, role, shared } of plan.people) {
    for (const address of shared) {
      const person = people.get(email)
      const mailbox = mailboxes.get(address)
      if (person === undefined || mailbox === undefined) throw new Error('a plan without problems has both')
      await putAccess(transaction, commune, {
        pair: { mailbox, person },
        term: { role: accessRole(role), until: null },
      })
    }
  }
}

async function tell(
  { audit }: Audited,
  { commune, plan, people, mailboxes }: Made,
  fields: CommuneFields,
): Promise<void> {
  const domain = plan.domain ?? ''
  await audit({
    action: 'create:commune',
    commune,
    entityId: commune,
    entity: fields.name,
    after: { ...fields },
  })
  await audit({ action: 'create:domain', commune, entityId: domain, entity: domain, after: { name: domain } })
  for (const { name, email, role, isNew, shared } of plan.people) {
    const access = shared.map((mailbox) => ({ mailbox, role: accessRole(role) }))
    await audit({
      action: isNew ? 'create:person' : 'create:access',
      commune,
      entityId: people.get(email) ?? '',
      entity: email,
      after: isNew ? { name, email, role, access } : { access },
    })
  }
  for (const { address, label, kind, quotaBytes } of plan.mailboxes) {
    const personal = kind !== 'shared'
    await audit({
      action: 'create:mailbox',
      commune,
      entityId: mailboxes.get(address) ?? '',
      entity: address,
      after: {
        address,
        name: label,
        kind: personal ? 'personal' : 'shared',
        quotaBytes,
        owner: personal ? address : null,
      },
    })
  }
}
