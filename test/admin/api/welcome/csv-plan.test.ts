import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { type OfficialList, officialList } from '#admin/api/communes/official-list.ts'
import { type ImportGround, planImport } from '#admin/api/welcome/csv-plan.ts'
import { personalLocalPart } from '#admin/api/welcome/personal-local-part.ts'
import { openedAtFirst } from '#admin/client/screens/welcome/batch.ts'
import type { WelcomedRow } from '#db/stores/communes/welcomed-communes.ts'

let list: OfficialList
beforeAll(async () => {
  list = await officialList('21')
})

const template = (id: string, name: string) => ({
  id,
  name,
  entries: [
    { localPart: 'mairie', label: 'Mairie', kind: 'shared' as const, quotaMegabytes: null },
    { localPart: '', label: 'Responsable', kind: 'manager' as const, quotaMegabytes: null },
  ],
  createdAt: new Date(0),
  updatedAt: new Date(0),
  revision: 1,
})

const ground = (planned: readonly WelcomedRow[] = []): ImportGround => ({
  official: list.byCode,
  hosted: new Set(['21584']),
  templates: [template('t1', 'Petite mairie'), template('t2', 'Bourg')],
  planned: new Map(planned.map((row) => [row.inseeCode, row])),
  propose: ({ label }) => `mairie-${label}.fr`,
})

const lines = (csv: string, planned?: readonly WelcomedRow[]) =>
  planImport(csv, ground(planned)).report.rows.map(({ line, outcome, problem }) => [line, problem ?? outcome])

test('semicolons, a mark, Windows line ends, accents in the head → one plan a line', () => {
  const { report, plans } = planImport(
    '\uFEFFINSEE;Domaine;Modèle;Responsable;Boîte;Membres\r\n' +
      '21028;;Bourg;Mme Nadia Ferrand;;"Luc Petit, sylvie.moreau@mairie-puits.fr"\r\n' +
      '21511;puits.fr;;;;\r\n',
    ground(),
  )
  expect(report).toMatchObject({ added: 2, changed: 0, refused: 0 })
  expect(plans).toEqual([
    {
      inseeCode: '21028',
      name: 'Athée',
      domain: 'mairie-athee.fr',
      templateId: 't2',
      people: [
        {
          name: 'Mme Nadia Ferrand',
          localPart: 'nadia.ferrand',
          role: 'manager',
          shared: ['mairie'],
          existing: null,
        },
        { name: 'Luc Petit', localPart: 'luc.petit', role: 'member', shared: ['mairie'], existing: null },
        {
          name: 'sylvie.moreau@mairie-puits.fr',
          localPart: '',
          role: 'member',
          shared: ['mairie'],
          existing: 'sylvie.moreau@mairie-puits.fr',
        },
      ],
    },
    { inseeCode: '21511', name: 'Puits', domain: 'puits.fr', templateId: 't1', people: [] },
  ])
})

test.each([
  ['a commune of another département', 'insee\n71076', [[2, 'unknown-commune']]],
  ['one that is here already', 'insee\n21584', [[2, 'commune-hosted']]],
  [
    'one twice',
    'insee\n21511\n21511',
    [
      [2, 'added'],
      [3, 'commune-twice'],
    ],
  ],
  ['a column that nobody knows', 'insee;maire\n21511;X', [[1, 'unknown-column']]],
  ['no column of codes', 'domaine\npuits.fr', [[1, 'missing-column']]],
  ['no domain', 'insee;domaine\n21511;puits', [[2, 'domain-invalid']]],
  ['a template that is not there', 'insee;modele\n21511;Château', [[2, 'unknown-template']]],
  ['an address with an accent', 'insee;responsable;boite\n21511;Zoé;zoé', [[2, 'mailbox-invalid']]],
  ['a member’s address without domain', 'insee;membres\n21511;zoe@', [[2, 'address-invalid']]],
  ['a name without letters', 'insee;responsable\n21511;???', [[2, 'invalid-name']]],
  ['more cells than columns', 'insee\n21511;x;y', [[2, 'unreadable-line']]],
  ['a quote that never ends', 'insee\n"21511', [[2, 'unreadable-line']]],
  ['empty lines', 'insee;domaine\n\n;\n21511;\n', [[4, 'added']]],
])('%s → %j', (_, csv, expected) => {
  expect(lines(csv)).toEqual(expected)
})

test('a code that is no commune → told as it was written', () => {
  const { report } = planImport('insee\n99\n2b999', ground())
  expect(report.rows).toMatchObject([
    { inseeCode: '99', problem: 'unknown-commune' },
    { inseeCode: '2b999', problem: 'unknown-commune' },
  ])
})

test('one line refused → nothing is planned', () => {
  const { report, plans } = planImport('insee\n21511\n99999', ground())
  expect(report).toMatchObject({ added: 1, refused: 1 })
  expect(plans).toEqual([])
})

test('the same file again → unchanged; another domain → changed, and people stay', () => {
  const [plan] = planImport('insee;responsable\n21511;Anne Roy', ground()).plans
  if (plan === undefined) throw new Error('no plan')
  const row: WelcomedRow = {
    ...plan,
    id: '',
    welcomeId: '',
    state: 'planned',
    problem: null,
    communeId: null,
    settledAt: null,
    createdAt: new Date(0),
    updatedAt: new Date(0),
  }
  expect(lines('insee;responsable\n21511;Anne Roy', [row])).toEqual([[2, 'unchanged']])
  const { report, plans } = planImport('insee;domaine\n21511;puits.fr', ground([row]))
  expect(report.changed).toBe(1)
  expect(plans[0]).toMatchObject({ domain: 'puits.fr', people: plan.people })
  expect(lines('insee;domaine\n21511;puits.fr', [{ ...row, state: 'created' }])).toEqual([[2, 'unchanged']])
})

test('a département below ten whose zero a spreadsheet took → found all the same', async () => {
  const ain = await officialList('01')
  const { report } = planImport('insee\n1004', { ...ground(), official: ain.byCode })
  expect(report.rows).toMatchObject([{ inseeCode: '01004', outcome: 'added' }])
})

test('any text → a report, never an exception', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 400, unit: 'binary' }), fc.boolean(), (text, headed) => {
      const { rows } = planImport(headed ? `insee;responsable;membres\n${text}` : `x${text}`, ground()).report
      expect(rows.every(({ line }) => line >= 1)).toBe(true)
    }),
  )
})

test.each([
  ['Mme Anne-Lise de La Tour', 'anne-lise.de-la-tour'],
  ['M. Jean-Marc Guillot', 'jean-marc.guillot'],
  ['Hélène Maître', 'helene.maitre'],
  ['Zoé', 'zoe'],
  ['Gérard d’Œuilly', 'gerard.doeuilly'],
  ['Mélanie M', 'melanie.m'],
  ['???', ''],
])('%s → %s@', (name, local) => {
  expect(personalLocalPart(name)).toBe(local)
})

test('somebody of a table → opens what the wizard would propose', () => {
  const entries = [
    ...template('t1', 'Petite mairie').entries,
    { localPart: 'maire', label: 'Maire', kind: 'shared' as const, quotaMegabytes: null },
  ]
  const templates = [{ ...template('t1', 'Petite mairie'), entries }]
  const { plans } = planImport('insee;responsable\n21511;Anne Roy', { ...ground(), templates })
  expect(plans[0]?.people[0]?.shared).toEqual(openedAtFirst(entries))
  expect(openedAtFirst(entries)).toEqual(['mairie', 'maire'])
})
