// A table of communes to welcome, as spreadsheets write it, read into plans: one commune a line. A column that is empty or
// missing leaves what the batch already plans, or what would be proposed.

import type { z } from 'zod'
import { parseDomain, parseEmailAddress } from '#core/address/email-address.ts'
import type { PlannedCommune, WelcomedPerson, WelcomedRow } from '#db/stores/communes/welcomed-communes.ts'
import type { TemplateRow } from '#db/stores/mailboxes/mailbox-templates.ts'
import type { importReport } from '../../contract/communes/welcome-view.ts'
import { localPart } from '../../contract/mailboxes/template.ts'
import type { OfficialCommune } from '../communes/official-list.ts'
import { nameLabel } from '../communes/proposed-domain.ts'
import { type ImportProblem, type Line, readTable } from './csv-table.ts'
import { personalLocalPart } from './personal-local-part.ts'

type ReportRow = z.infer<typeof importReport>['rows'][number]

export interface ImportGround {
  readonly official: ReadonlyMap<string, OfficialCommune>
  readonly hosted: ReadonlySet<string>
  /** The default first. */
  readonly templates: readonly TemplateRow[]
  /** By INSEE code. */
  readonly planned: ReadonlyMap<string, WelcomedRow>
  readonly propose: (commune: OfficialCommune) => string
}

export interface ImportPlan {
  readonly report: z.infer<typeof importReport>
  /** What is to be written; empty as soon as one line is refused. */
  readonly plans: readonly PlannedCommune[]
}

export function planImport(csv: string, ground: ImportGround): ImportPlan {
  const read = readTable(csv)
  const rows: ReportRow[] = []
  const plans: PlannedCommune[] = []
  const seen = new Set<string>()
  for (const { line, fields } of read) {
    const planned = typeof fields === 'string' ? fields : planLine(fields, ground, seen)
    if (typeof planned === 'string') {
      // As it was written: whoever corrects it looks for that in their table.
      const inseeCode = typeof fields === 'string' ? '' : (fields.insee ?? '')
      rows.push({ ...nothing, line, inseeCode, outcome: 'refused', problem: planned })
      continue
    }
    const before = ground.planned.get(planned.inseeCode)
    const outcome = before === undefined ? 'added' : sameAs(before, planned) ? 'unchanged' : 'changed'
    const { inseeCode, name, domain, people } = planned
    rows.push({
      line,
      inseeCode,
      name,
      domain,
      people: people.map((each) => each.name),
      outcome,
      problem: null,
    })
    if (outcome !== 'unchanged') plans.push(planned)
  }
  const count = (outcome: ReportRow['outcome']) => rows.filter((row) => row.outcome === outcome).length
  const refused = count('refused')
  const report = {
    rows,
    added: count('added'),
    changed: count('changed'),
    unchanged: count('unchanged'),
    refused,
  }
  return { report, plans: refused > 0 ? [] : plans }
}

const nothing = { name: null, domain: null, people: [] }

/** Spreadsheets take the first zero away. */
const codeOf = ({ insee = '' }: Line): string => (insee === '' ? '' : insee.toUpperCase().padStart(5, '0'))

function planLine(line: Line, ground: ImportGround, seen: Set<string>): PlannedCommune | ImportProblem {
  const inseeCode = codeOf(line)
  const commune = ground.official.get(inseeCode)
  const before = ground.planned.get(inseeCode)
  if (commune === undefined) return 'unknown-commune'
  if (seen.has(inseeCode)) return 'commune-twice'
  seen.add(inseeCode)
  // One that this batch created stays as it is: the same file may be given again.
  if (before?.state === 'created') return before
  if (ground.hosted.has(inseeCode)) return 'commune-hosted'
  const domain = parseDomain(line.domaine || before?.domain || ground.propose(commune))
  if (!domain.ok) return 'domain-invalid'
  const template = line.modele
    ? ground.templates.find(({ name }) => nameLabel(name) === nameLabel(line.modele ?? ''))
    : (ground.templates.find(({ id }) => id === before?.templateId) ?? ground.templates[0])
  if (template === undefined) return 'unknown-template'
  const people = line.responsable || line.membres ? readPeople(line, template) : (before?.people ?? [])
  if (typeof people === 'string') return people
  return { inseeCode, name: commune.name, domain: domain.value, templateId: template.id, people }
}

const longestName = 200
type PersonProblem = 'invalid-name' | 'mailbox-invalid' | 'address-invalid'

/** Everybody opens every office of the template: the wizard, which proposes the same, is where one is more particular. */
function readPeople(line: Line, { entries }: TemplateRow): readonly WelcomedPerson[] | PersonProblem {
  const shared = entries.filter(({ kind }) => kind === 'shared').map((entry) => entry.localPart)
  const people: WelcomedPerson[] = []
  if (line.responsable) {
    const own = line.boite || personalLocalPart(line.responsable)
    people.push({ name: line.responsable, localPart: own, role: 'manager', shared, existing: null })
  }
  for (const text of (line.membres ?? '').split(/[,;/|]/)) {
    const name = text.trim()
    if (name === '') continue
    const address = name.includes('@') ? parseEmailAddress(name.toLowerCase()) : null
    if (address !== null && !address.ok) return 'address-invalid'
    const own = address === null ? personalLocalPart(name) : ''
    people.push({ name, localPart: own, role: 'member', shared, existing: address?.value ?? null })
  }
  const wrong = people.find(
    ({ name, localPart: own, existing }) =>
      name.length > longestName || (existing === null && !localPart.safeParse(own).success),
  )
  if (wrong === undefined) return people
  // Only the manager's mailbox has a column: every other one is made from the name, which is then what is to be corrected.
  const isWritten = wrong.role === 'manager' && Boolean(line.boite) && wrong.name.length <= longestName
  return isWritten ? 'mailbox-invalid' : 'invalid-name'
}

const sameAs = (before: WelcomedRow, { domain, templateId, people }: PlannedCommune): boolean =>
  before.domain === domain &&
  before.templateId === templateId &&
  JSON.stringify(before.people.map(inOrder)) === JSON.stringify(people.map(inOrder))

/** PostgreSQL keeps the keys of a JSON object in an order of its own. */
const inOrder = ({ name, localPart: own, role, shared, existing }: WelcomedPerson) => [
  name,
  own,
  role,
  shared,
  existing,
]
