// What creating one commune of a batch would make, and what stands in its way. Pure: the preview and the creation itself
// ask the same question, so that a preview cannot promise what the creation does not do.

import type { z } from 'zod'
import type { CommuneId } from '#core/address/directory.ts'
import {
  type Domain,
  type EmailAddress,
  parseDomain,
  parseEmailAddress,
} from '#core/address/email-address.ts'
import type { Role } from '#core/contract.ts'
import type { WelcomedPerson, WelcomedRow } from '#db/stores/communes/welcomed-communes.ts'
import type { TemplateEntry, TemplateRow } from '#db/stores/mailboxes/mailbox-templates.ts'
import { isOfTeam } from '#identity/permissions.ts'
import type { welcomePreview, welcomeProblems } from '../../contract/communes/welcome-view.ts'
import { defaultQuotaBytes } from '../../contract/mailboxes/mailbox.ts'
import type { OfficialCommune } from '../communes/official-list.ts'

/** What is known of the installation and of the rest of the batch. */
export interface Surroundings {
  readonly official: ReadonlyMap<string, OfficialCommune>
  readonly hosted: ReadonlyMap<string, CommuneId>
  /** Domains that the commune cannot have: those of this installation and of communes that come before it. */
  readonly takenDomains: ReadonlySet<string>
  /** Domain → an address of it that somebody signs in with already, from another commune. */
  readonly elsewhere: ReadonlyMap<string, string>
  /** By sign-in address. */
  readonly people: ReadonlyMap<string, { readonly name: string; readonly role: Role }>
  /** Sign-in address → name, of those whom the rest of the batch brings. */
  readonly coming: ReadonlyMap<string, string>
  readonly templates: ReadonlyMap<string, TemplateRow>
}

export interface PlannedMailbox {
  readonly address: EmailAddress
  readonly label: string
  readonly kind: TemplateEntry['kind']
  readonly quotaBytes: number
}

export interface PlannedPerson {
  readonly name: string
  readonly email: EmailAddress
  readonly role: WelcomedPerson['role']
  /** False for a person who is here already, or whom another commune brings. */
  readonly isNew: boolean
  /** Shared mailboxes they open, in full. */
  readonly shared: readonly EmailAddress[]
}

export type PlanProblem = z.infer<typeof welcomePreview>['communes'][number]['problems'][number]

export interface Plan {
  readonly domain: Domain | null
  readonly mailboxes: readonly PlannedMailbox[]
  readonly people: readonly PlannedPerson[]
  /** In the order in which one would set them right. */
  readonly problems: readonly PlanProblem[]
}

export function planCommune(row: WelcomedRow, around: Surroundings): Plan {
  const domain = parseDomain(row.domain)
  const template = row.templateId === null ? undefined : around.templates.get(row.templateId)
  const problems: PlanProblem[] = [...ofCommune(row, around)]
  problems.push(...ofDomain(row.domain, around))
  if (template === undefined) problems.push(found('template-missing'))
  if (!domain.ok || template === undefined)
    return { domain: domain.ok ? domain.value : null, mailboxes: [], people: [], problems }
  const at = (localPart: string) => addressAt(localPart, domain.value)
  const offices = template.entries.filter(({ kind }) => kind === 'shared')
  const people = row.people.map(
    (person): PlannedPerson => ({
      name: person.existing === null ? person.name : nameOf(person, person.existing, around),
      email: (person.existing ?? at(person.localPart)) as EmailAddress,
      role: person.role,
      isNew: person.existing === null,
      shared: [...new Set(person.shared)].map(at),
    }),
  )
  const mailboxes = [
    ...offices.map((entry) => ({ ...mailboxOf(entry), address: at(entry.localPart), label: entry.label })),
    ...people
      .filter(({ isNew }) => isNew)
      .map(({ name, email, role }) => ({ ...ownMailbox(template, role), address: email, label: name })),
  ]
  problems.push(
    ...(needsManager(template) && !people.some(({ role }) => role === 'manager')
      ? [found('person-missing')]
      : []),
    ...ofAddresses(mailboxes, people, around),
    ...ofAccess(
      offices.map(({ localPart }) => at(localPart)),
      people,
    ),
  )
  return { domain: domain.value, mailboxes, people, problems }
}

const found = (code: (typeof welcomeProblems)[number], about: string | null = null): PlanProblem => ({
  code,
  about,
})

function ofCommune({ inseeCode, name }: WelcomedRow, { official, hosted }: Surroundings): PlanProblem[] {
  if (!official.has(inseeCode)) return [found('unknown-commune', name)]
  return hosted.has(inseeCode) ? [found('commune-hosted', name)] : []
}

function ofDomain(text: string, { takenDomains, elsewhere }: Surroundings): PlanProblem[] {
  const domain = parseDomain(text)
  if (!domain.ok) return [found('domain-invalid', text)]
  if (takenDomains.has(domain.value)) return [found('domain-taken', domain.value)]
  const email = elsewhere.get(domain.value)
  return email === undefined ? [] : [found('people-elsewhere', email)]
}

const needsManager = ({ entries }: TemplateRow) => entries.some(({ kind }) => kind === 'manager')

/** The contract takes only local parts that make an address; a domain can still make it too long. */
function addressAt(localPart: string, domain: Domain): EmailAddress {
  const address = parseEmailAddress(`${localPart}@${domain}`)
  return address.ok ? address.value : (`${localPart}@${domain}` as EmailAddress)
}

const nameOf = (person: WelcomedPerson, email: string, { people, coming }: Surroundings): string =>
  people.get(email)?.name ?? coming.get(email) ?? person.name

const mailboxOf = ({ kind, quotaMegabytes }: TemplateEntry) => ({
  kind,
  quotaBytes: quotaMegabytes === null ? defaultQuotaBytes : quotaMegabytes * 1_000_000,
})

/** As the template sizes it; a template that says nothing of a person’s own mailbox leaves it the usual size. */
function ownMailbox({ entries }: TemplateRow, role: WelcomedPerson['role']) {
  const kind = role === 'manager' ? 'manager' : 'personal'
  const entry = entries.find((each) => each.kind === kind)
  return entry === undefined ? ({ kind, quotaBytes: defaultQuotaBytes } as const) : mailboxOf(entry)
}

function* ofAddresses(
  mailboxes: readonly PlannedMailbox[],
  people: readonly PlannedPerson[],
  around: Surroundings,
): Generator<PlanProblem> {
  const elsewhere = people.filter(({ isNew }) => !isNew).map(({ email }) => email)
  const seen = new Set<string>()
  for (const address of [...mailboxes.map((each) => each.address), ...elsewhere]) {
    if (seen.has(address)) yield found('address-taken', address)
    if (!parseEmailAddress(address).ok) yield found('domain-invalid', address)
    seen.add(address)
  }
  for (const { email, isNew } of people) {
    if (isNew && around.people.has(email)) yield found('address-taken', email)
    if (!isNew && !mayComeFromElsewhere(email, around)) yield found('unknown-person', email)
  }
}

/** Nobody of the département's team opens the offices of a commune. */
function mayComeFromElsewhere(email: string, { people, coming }: Surroundings): boolean {
  const person = people.get(email)
  return person === undefined ? coming.has(email) : !isOfTeam(person.role)
}

function* ofAccess(
  offices: readonly EmailAddress[],
  people: readonly PlannedPerson[],
): Generator<PlanProblem> {
  const wanted = new Set(people.flatMap(({ shared }) => shared))
  for (const address of wanted) if (!offices.includes(address)) yield found('unknown-mailbox', address)
}
