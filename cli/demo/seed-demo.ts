// Fills a demonstration with its communes, people, mailboxes and passwords. A second start finds everything as it was.

import { randomInt } from 'node:crypto'
import { officialList } from '#admin/api/communes/official-list.ts'
import type { CommuneId, MailboxId } from '#core/address/directory.ts'
import { type EmailAddress, parseDomain, parseEmailAddress } from '#core/address/email-address.ts'
import { Secret } from '#core/secret.ts'
import type { Database } from '#db/connection.ts'
import { upsertAddressesStore } from '#db/stores/addresses/upsert-addresses.ts'
import { type Hosting, hostingStore } from '#db/stores/communes/hosting.ts'
import { appPasswordFrom, makeAppPassword } from '#identity/app-password.ts'
import { hashPassword, verifyPassword } from '#identity/password-hash.ts'
import { parseOrThrow } from '../parse-or-throw.ts'
import type { DemoAccount } from './accounts.ts'
import { type DemoCommune, type DemoPerson, demoCommunes, demoDepartment } from './communes.ts'

export interface DemoSeed {
  readonly departmentId: string
  /** What an earlier start returned: these passwords are kept. */
  readonly known: readonly DemoAccount[]
  readonly quotaBytes: number
}

/** Idempotent. Needs the rights of `vm_owner` or `vm_admin`. */
export async function seedDemo(database: Database, seed: DemoSeed): Promise<readonly DemoAccount[]> {
  const hosting = hostingStore(database)
  const official = await officialList(demoDepartment)
  const accounts: DemoAccount[] = []
  for (const demo of demoCommunes) {
    const facts = official.communes.find(({ name }) => name === demo.name)
    if (facts === undefined) throw new Error(`${demo.name} is not a commune of ${demoDepartment}`)
    const commune = await hosting.putCommune({
      departmentId: seed.departmentId,
      name: demo.name,
      inseeCode: facts.inseeCode,
      siren: facts.siren,
      population: facts.population,
    })
    await hosting.putDomain(commune, parseOrThrow(parseDomain, demo.domain))
    accounts.push(...(await seedCommune({ hosting, commune, demo, seed })))
    await seedLedAddresses(database, commune, demo)
  }
  return accounts
}

interface CommuneSeed {
  readonly hosting: Hosting
  readonly commune: CommuneId
  readonly demo: DemoCommune
  readonly seed: DemoSeed
}

interface Seated {
  readonly person: DemoPerson
  readonly id: string
}

async function seedCommune(given: CommuneSeed): Promise<readonly DemoAccount[]> {
  const people: Seated[] = []
  const accounts: DemoAccount[] = []
  for (const person of given.demo.people) {
    const { id, account } = await seedPerson(given, person)
    people.push({ person, id })
    if (person.office !== 'secretary')
      await given.hosting.putProtectedName({ commune: given.commune, name: person.name })
    accounts.push(account)
  }
  for (const office of ['mairie', 'maire'] as const) accounts.push(await seedOffice(given, office, people))
  return accounts
}

/** contact@ reaches the secretary's office, conseil@ everybody. */
async function seedLedAddresses(database: Database, commune: CommuneId, demo: DemoCommune): Promise<void> {
  const led = upsertAddressesStore(database)
  const { domain, aliasDomain } = demo
  const at = (local: string): EmailAddress => addressOf(local, demo)
  await led.putAlias({ commune, address: at('contact'), targets: [at('mairie')] })
  const members = demo.people.map(({ local }) => at(local))
  const name = 'Conseil municipal'
  await led.putList({ commune, address: at('conseil'), name, senders: 'anyone', members })
  if (aliasDomain !== undefined)
    await led.putAliasDomain(
      commune,
      parseOrThrow(parseDomain, aliasDomain),
      parseOrThrow(parseDomain, domain),
    )
}

const roleOf = ({ office }: DemoPerson): DemoAccount['role'] =>
  office === 'secretary' ? 'manager' : 'member'

async function seedPerson({ hosting, commune, demo, seed }: CommuneSeed, person: DemoPerson) {
  const address = addressOf(person.local, demo)
  const id = await hosting.putPerson({
    commune,
    tenantKind: 'commune',
    role: roleOf(person),
    name: person.name,
    email: address,
  })
  await hosting.putMailbox({ commune, address, owner: id, quotaBytes: seed.quotaBytes })
  const password = knownPassword(seed, address) ?? new Secret(speakable())
  const stored = await hosting.passwordHashOf(id)
  if (stored === null || !(await verifyPassword(password, stored))) {
    await hosting.putPasswordHash(id, await hashPassword(password))
  }
  const account: DemoAccount = { address, password: password.reveal(), role: roleOf(person) }
  return { id, account }
}

const rights = {
  mairie: { secretary: 'manage', mayor: 'send', deputy: 'write' },
  maire: { secretary: 'send', mayor: 'manage', deputy: 'read' },
} as const

const holders = { mairie: 'secretary', maire: 'mayor' } as const

async function seedOffice(
  given: CommuneSeed,
  office: keyof typeof holders,
  people: readonly Seated[],
): Promise<DemoAccount> {
  const { hosting, commune, demo, seed } = given
  const address = addressOf(office, demo)
  const mailbox = await hosting.putMailbox({ commune, address, owner: null, quotaBytes: seed.quotaBytes })
  for (const { person, id } of people) {
    await hosting.grant({ commune, mailbox, person: id, role: rights[office][person.office] })
  }
  const holder = people.find(({ person }) => person.office === holders[office])
  if (holder === undefined) throw new Error(`${demo.name} has no ${holders[office]}`)
  const password = await seedAppPassword(given, { mailbox, holder, known: knownPassword(seed, address) })
  return { address, password: password.reveal(), role: roleOf(holder.person) }
}

async function seedAppPassword(
  { hosting, commune }: CommuneSeed,
  given: { readonly mailbox: MailboxId; readonly holder: Seated; readonly known: Secret | null },
): Promise<Secret> {
  const app = (given.known === null ? null : appPasswordFrom(given.known)) ?? makeAppPassword()
  const { selector, hash, password } = app
  const { mailbox } = given
  await hosting.putAppPassword({
    commune,
    mailbox,
    person: given.holder.id,
    selector,
    hash,
    label: 'Démonstration',
  })
  return password
}

function knownPassword({ known }: DemoSeed, address: EmailAddress): Secret | null {
  const account = known.find((one) => one.address === address)
  return account === undefined ? null : new Secret(account.password)
}

const addressOf = (local: string, { domain }: DemoCommune): EmailAddress =>
  parseOrThrow(parseEmailAddress, `${local}@${domain}`)

const syllables =
  'ba be bi bo da de di do fa fi fo ga go ka ki la le li lo ma me mi mo na no pa po ra re ri ro sa so ta te ti to va vi vo'.split(
    ' ',
  )

/** Four random words that can be read out: 64 bits, and digits for those who ask for them. */
function speakable(): string {
  const word = () => Array.from({ length: 3 }, () => syllables[randomInt(syllables.length)]).join('')
  return `${word()}-${word()}-${word()}-${word()}-${randomInt(10, 100)}`
}
