// One commune of a batch created: the commune, its domain, its people, their mailboxes and who opens which, all in one
// transaction with its rows of the audit log, or nothing of it.

import type { CommuneId, MailboxId } from '#core/directory.ts'
import { putAccess } from '#db/stores/access.ts'
import { insertMailbox } from '#db/stores/change-mailboxes.ts'
import { insertPerson } from '#db/stores/change-persons.ts'
import { departmentOf, insertCommune } from '#db/stores/communes.ts'
import { insertDomain } from '#db/stores/domains.ts'
import { findPersonsByEmail } from '#db/stores/persons.ts'
import { lockWelcomed, settleWelcomed, type WelcomedRow } from '#db/stores/welcomed-communes.ts'
import { noteProgress, type WelcomeRow } from '#db/stores/welcomes.ts'
import type { Audited } from '../http/audited-transaction.ts'
import type { ChangingInParts } from '../http/handler.ts'
import { notFound, Problem } from '../http/problem.ts'
import { type Plan, type PlanProblem, planCommune } from './plan.ts'
import { lookAround } from './surroundings.ts'

export type Outcome =
  | { readonly state: 'created'; readonly communeId: CommuneId | null }
  | { readonly state: 'failed'; readonly problem: PlanProblem }

/** Null for a commune that was taken out of the batch meanwhile. Asking for one that is created changes nothing. */
export async function createCommune(
  context: ChangingInParts,
  welcome: WelcomeRow,
  inseeCode: string,
): Promise<Outcome | null> {
  const attempt = () => tryCommune(context, welcome, inseeCode)
  const first = await attempt()
  // Somebody made the same commune, domain or person at this moment: now that it is there, the plan says so.
  const end = first instanceof Problem && first.code === 'already-exists' ? await attempt() : first
  if (!(end instanceof Problem)) return end
  if (end.code === 'not-found') return null
  const problem: PlanProblem = { code: end.code === 'try-later' ? 'try-later' : 'bug', about: null }
  const noted = await context.inTransaction(async (audited) => {
    const row = await lockWelcomed(audited.transaction, welcome.id, inseeCode)
    return row === null ? notFound('commune') : await fail(audited, row, problem)
  })
  return noted instanceof Problem ? { state: 'failed', problem } : noted
}

/** Both come out of the transaction as what they are; neither writes a row. */
class CreatedAlready extends Problem {
  readonly communeId: CommuneId | null
  constructor(communeId: CommuneId | null) {
    super('in-use', 'It is created already.')
    this.communeId = communeId
  }
}

async function tryCommune(
  context: ChangingInParts,
  welcome: WelcomeRow,
  inseeCode: string,
): Promise<Outcome | Problem> {
  const end = await context.inTransaction(async (audited): Promise<Outcome | Problem> => {
    const row = await lockWelcomed(audited.transaction, welcome.id, inseeCode)
    if (row === null) return notFound('commune')
    if (row.state === 'created') return new CreatedAlready(row.communeId as CommuneId | null)
    const plan = planCommune(row, await lookAround(audited.transaction, context.actor, [row]))
    const [problem] = plan.problems
    if (problem !== undefined) return await fail(audited, row, problem)
    return await make(context, audited, { row, plan })
  })
  return end instanceof CreatedAlready ? { state: 'created', communeId: end.communeId } : end
}

async function fail(
  { transaction, audit }: Audited,
  { id, welcomeId, name, inseeCode }: WelcomedRow,
  problem: PlanProblem,
): Promise<Outcome> {
  await settleWelcomed(transaction, id, { state: 'failed', problem: problem.code })
  await audit({
    action: 'welcome:commune',
    commune: null,
    entityId: welcomeId,
    entity: name,
    after: { inseeCode, state: 'failed', problem },
  })
  return { state: 'failed', problem }
}

interface Planned {
  readonly row: WelcomedRow
  readonly plan: Plan
}

/** The rows of the log come last: every other change waits from the first of them on. */
async function make(
  { actor, ports }: ChangingInParts,
  audited: Audited,
  { row, plan }: Planned,
): Promise<Outcome> {
  const { transaction } = audited
  const { official } = await lookAround(transaction, actor, [])
  const facts = official.get(row.inseeCode)
  if (facts === undefined || plan.domain === null) throw new Error('a plan without problems has both')
  const fields = {
    name: facts.name,
    inseeCode: facts.inseeCode,
    postcode: facts.postcodes[0] ?? null,
    population: facts.population,
    siren: facts.siren,
  }
  const commune = await insertCommune(transaction, await departmentOf(transaction, actor.commune), fields)
  await insertDomain(transaction, { commune, name: plan.domain, aliasOf: null })
  const people = await makePeople(audited, commune, plan)
  const mailboxes = await makeMailboxes(audited, { commune, plan, people })
  for (const id of mailboxes.values())
    await ports.jobs.leave(transaction, 'provision-mailbox', { mailbox: id }, id)
  await giveAccess(audited, { commune, plan, people, mailboxes })
  await settleWelcomed(transaction, row.id, { state: 'created', communeId: commune })
  await tell(audited, { commune, fields, plan, people, mailboxes })
  await noteProgress(transaction, row.welcomeId)
  return { state: 'created', communeId: commune }
}

type Ids = ReadonlyMap<string, string>

/** Sign-in address → person, those who were here already among them. */
async function makePeople({ transaction }: Audited, commune: CommuneId, plan: Plan): Promise<Ids> {
  const ids = new Map<string, string>()
  const known = plan.people.filter(({ isNew }) => !isNew).map(({ email }) => email)
  for (const [email, { id }] of await findPersonsByEmail(transaction, known)) ids.set(email, id)
  for (const { name, email, role } of plan.people.filter(({ isNew }) => isNew)) {
    ids.set(email, await insertPerson(transaction, { id: commune, kind: 'commune' }, { name, email, role }))
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
  {
    commune,
    fields,
    plan,
    people,
    mailboxes,
  }: Made & { readonly fields: Readonly<Record<string, unknown>> & { readonly name: string } },
): Promise<void> {
  const domain = plan.domain ?? ''
  await audit({ action: 'create:commune', commune, entityId: commune, entity: fields.name, after: fields })
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
