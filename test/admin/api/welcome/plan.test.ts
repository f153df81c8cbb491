import { beforeAll, expect, test } from 'vitest'
import { type OfficialList, officialList } from '#admin/api/communes/official-list.ts'
import { creationOrder } from '#admin/api/welcome/creation-order.ts'
import { planCommune, type Surroundings } from '#admin/api/welcome/plan.ts'
import { planBatch } from '#admin/api/welcome/plan-context.ts'
import { defaultQuotaBytes } from '#admin/contract/mailboxes/mailbox.ts'
import type { CommuneId } from '#core/address/directory.ts'
import type { WelcomedPerson, WelcomedRow } from '#db/stores/communes/welcomed-communes.ts'

let list: OfficialList
beforeAll(async () => {
  list = await officialList('21')
})

const template = {
  id: 't1',
  name: 'Petite mairie',
  entries: [
    { localPart: 'mairie', label: 'Mairie', kind: 'shared', quotaMegabytes: null },
    { localPart: 'maire', label: 'Maire', kind: 'shared', quotaMegabytes: 500 },
    { localPart: '', label: 'Responsable', kind: 'manager', quotaMegabytes: 1000 },
  ],
  createdAt: new Date(0),
  updatedAt: new Date(0),
  revision: 1,
} as const

const around = (other: Partial<Surroundings> = {}): Surroundings => ({
  official: list.byCode,
  hosted: new Map([['21584', 'c1' as CommuneId]]),
  takenDomains: new Set(['taken.fr']),
  elsewhere: new Map([['foreseen.fr', 'anne@foreseen.fr']]),
  people: new Map([
    ['paul@elsewhere.fr', { name: 'Paul Roy', role: 'member' }],
    ['helene@cotedor.fr', { name: 'Hélène Garnier', role: 'administrator' }],
  ]),
  coming: new Map(),
  templates: new Map([['t1', template]]),
  ...other,
})

const anne: WelcomedPerson = {
  name: 'Anne Roy',
  localPart: 'anne.roy',
  role: 'manager',
  shared: ['mairie'],
  existing: null,
}
const paul: WelcomedPerson = {
  name: '',
  localPart: '',
  role: 'member',
  shared: ['mairie', 'maire'],
  existing: 'paul@elsewhere.fr',
}

const row = (fields: Partial<WelcomedRow> = {}): WelcomedRow => ({
  id: '',
  welcomeId: '',
  inseeCode: '21511',
  name: 'Puits',
  domain: 'mairie-puits.fr',
  templateId: 't1',
  people: [anne],
  state: 'planned',
  problem: null,
  communeId: null,
  settledAt: null,
  createdAt: new Date(0),
  updatedAt: new Date(0),
  ...fields,
})

test('a commune with its people → the offices, then the mailboxes of those who have none', () => {
  const { mailboxes, people, problems } = planCommune(row({ people: [anne, paul] }), around())
  expect(problems).toEqual([])
  expect(mailboxes.map(({ address, label, quotaBytes }) => [address, label, quotaBytes])).toEqual([
    ['mairie@mairie-puits.fr', 'Mairie', defaultQuotaBytes],
    ['maire@mairie-puits.fr', 'Maire', 500_000_000],
    ['anne.roy@mairie-puits.fr', 'Anne Roy', 1_000_000_000],
  ])
  expect(people).toEqual([
    {
      name: 'Anne Roy',
      email: 'anne.roy@mairie-puits.fr',
      role: 'manager',
      isNew: true,
      shared: ['mairie@mairie-puits.fr'],
    },
    {
      name: 'Paul Roy',
      email: 'paul@elsewhere.fr',
      role: 'member',
      isNew: false,
      shared: ['mairie@mairie-puits.fr', 'maire@mairie-puits.fr'],
    },
  ])
})

test.each<[string, Partial<WelcomedRow>, string, string | null]>([
  ['a code of another département', { inseeCode: '71076' }, 'unknown-commune', 'Puits'],
  ['a commune that is here', { inseeCode: '21584', name: 'Saulieu' }, 'commune-hosted', 'Saulieu'],
  ['a domain that is none', { domain: 'puits' }, 'domain-invalid', 'puits'],
  ['a domain of somebody else', { domain: 'Taken.fr' }, 'domain-taken', 'taken.fr'],
  [
    'a domain that somebody of another commune has an address of',
    { domain: 'foreseen.fr' },
    'people-elsewhere',
    'anne@foreseen.fr',
  ],
  ['no template', { templateId: null }, 'template-missing', null],
  ['a deleted template', { templateId: 't9' }, 'template-missing', null],
  ['nobody', { people: [] }, 'person-missing', null],
  ['a member alone', { people: [{ ...anne, role: 'member' }] }, 'person-missing', null],
  [
    'a person named as an office',
    { people: [{ ...anne, localPart: 'maire' }] },
    'address-taken',
    'maire@mairie-puits.fr',
  ],
  [
    'somebody of the département’s team',
    { people: [anne, { ...paul, existing: 'helene@cotedor.fr' }] },
    'unknown-person',
    'helene@cotedor.fr',
  ],
  ['one person twice', { people: [anne, paul, paul] }, 'address-taken', 'paul@elsewhere.fr'],
  [
    'an office that the template lacks',
    { people: [{ ...anne, shared: ['urbanisme'] }] },
    'unknown-mailbox',
    'urbanisme@mairie-puits.fr',
  ],
  [
    'a person whom nobody knows',
    { people: [anne, { ...paul, existing: 'x@y.fr' }] },
    'unknown-person',
    'x@y.fr',
  ],
  [
    'addresses longer than mail allows',
    { domain: `${'a'.repeat(60)}.${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.fr` },
    'domain-invalid',
    null,
  ],
])('%s → %s %s', (_, fields, code, about) => {
  const { problems } = planCommune(row(fields), around())
  expect(problems[0]?.code).toBe(code)
  if (about !== null) expect(problems[0]?.about).toBe(about)
})

test('somebody signs in with the address already → taken', () => {
  const people = new Map([['anne.roy@mairie-puits.fr', { name: 'Anne', role: 'member' as const }]])
  const { problems } = planCommune(row(), around({ people }))
  expect(problems).toEqual([{ code: 'address-taken', about: 'anne.roy@mairie-puits.fr' }])
})

test('two communes of a batch with one domain → the second one has the problem', () => {
  const first = row()
  const second = row({ inseeCode: '21529', name: 'Roilly' })
  const plans = planBatch([first, second], around())
  expect(plans.get(first)?.problems).toEqual([])
  expect(plans.get(second)?.problems[0]).toEqual({ code: 'domain-taken', about: 'mairie-puits.fr' })
})

test('a secretary whom another commune of the batch brings → no problem, and that commune comes first', () => {
  const shared: WelcomedPerson = { ...paul, shared: ['mairie'], existing: 'anne.roy@mairie-puits.fr' }
  const roilly = row({
    inseeCode: '21529',
    name: 'Roilly',
    domain: 'mairie-roilly.fr',
    people: [{ ...anne, localPart: 'luc' }, shared],
  })
  const puits = row()
  const plans = planBatch([roilly, puits], around())
  expect([...plans.values()].flatMap(({ problems }) => problems)).toEqual([])
  expect(plans.get(roilly)?.people[1]).toMatchObject({ name: 'Anne Roy', isNew: false })
  expect(creationOrder([roilly, puits])).toEqual([puits, roilly])
})

test('two communes that wait for each other → both come out once', () => {
  const one = row({ people: [anne, { ...paul, existing: 'luc@mairie-roilly.fr' }] })
  const two = row({
    inseeCode: '21529',
    domain: 'mairie-roilly.fr',
    people: [
      { ...anne, localPart: 'luc' },
      { ...paul, existing: 'anne.roy@mairie-puits.fr' },
    ],
  })
  expect(creationOrder([one, two])).toEqual([one, two])
})
