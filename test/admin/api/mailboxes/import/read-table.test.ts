import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readCells } from '#admin/api/mailboxes/import/read-cells.ts'
import { readTable } from '#admin/api/mailboxes/import/read-table.ts'
import { Problem } from '#http/problem.ts'

const cellsOf = (csv: string) => {
  const table = readTable(csv)
  if (table instanceof Problem) throw new Error(table.detail)
  return table
}
const codeOf = (csv: string) => {
  const table = readTable(csv)
  return table instanceof Problem ? table.errors[0]?.code : null
}

test.each([
  ['semicolons, a byte order mark, CRLF', '\uFEFFadresse;nom\r\na@x.fr;Mairie\r\n'],
  ['commas and quotes', '"nom","adresse"\n"Mairie","a@x.fr"\n'],
  ['tabs, accents and capitals in the names', 'Adresse\tNom\tAccès\na@x.fr\tMairie\t\n'],
])('%s → the same row', (_, csv) => {
  expect(cellsOf(csv)).toEqual([
    {
      line: 2,
      cells: { adresse: 'a@x.fr', nom: 'Mairie', type: '', quota_mo: '', titulaire: '', acces: '' },
      tooLong: false,
    },
  ])
})

test('empty lines are no rows, and lines keep their numbers', () => {
  expect(cellsOf('adresse;nom\n\na@x.fr;A\n;\nb@x.fr;B\n').map(({ line }) => line)).toEqual([3, 5])
})

test.each([
  ['', 'empty'],
  ['adresse;nom;couleur\n', 'unknown-column'],
  ['adresse;adresse\n', 'column-twice'],
  ['nom\nMairie\n', 'column-missing'],
  ['adresse\n"a@x.fr\n', 'csv-quote-not-closed'],
  [`adresse\n${'a@x.fr\n'.repeat(5001)}`, 'too-many-rows'],
])('%j → %s', (csv, code) => {
  expect(codeOf(csv)).toBe(code)
})

test('5,000 rows are read', () => {
  expect(cellsOf(`adresse\n${'a@x.fr\n'.repeat(5000)}`)).toHaveLength(5000)
})

test('what an export led with an apostrophe is read without', () => {
  expect(cellsOf("adresse;nom\na@x.fr;'=1+1\n")[0]?.cells.nom).toBe('=1+1')
})

const judged = (cells: string) => {
  const [row] = cellsOf(`adresse;nom;type;quota_mo;titulaire;acces\n${cells}\n`)
  return row === undefined ? null : readCells(row)
}

test.each([
  ['a@x.fr;;;;;', { address: 'a@x.fr', kind: 'shared', quotaBytes: 1_000_000_000, holder: null, access: [] }],
  ['A@X.fr;Mairie;Partagée;2 048;;', { address: 'a@x.fr', name: 'Mairie', quotaBytes: 2_048_000_000 }],
  ['a@x.fr;;personnelle;;b@x.fr;', { kind: 'personal', holder: { email: 'b@x.fr' } }],
  ['a@x.fr;;;;Luc Martin;', { kind: 'personal', holder: { name: 'Luc Martin' } }],
  [
    'a@x.fr;;;;;b@x.fr c@y.fr:lecture d@y.fr:Écriture',
    {
      access: [
        { email: 'b@x.fr', role: 'send' },
        { email: 'c@y.fr', role: 'read' },
        { email: 'd@y.fr', role: 'write' },
      ],
    },
  ],
])('%s → read', (cells, expected) => {
  expect(judged(cells)).toMatchObject(expected)
})

test.each([
  [';Mairie;;;;', 'address-missing', 'adresse'],
  ['mairie;;;;;', 'address-wrong', 'adresse'],
  ['../../etc/passwd@x.fr;;;;;', 'address-wrong', 'adresse'],
  ['a/b@x.fr;;;;;', 'address-wrong', 'adresse'],
  ['a+b@x.fr;;;;;', 'address-wrong', 'adresse'],
  ['a@x.fr;Secr\ufffdtariat;;;;', 'name-wrong', 'nom'],
  ['a@x.fr;"two\nlines";;;;', 'name-wrong', 'nom'],
  ['a@x.fr;;publique;;;', 'type-wrong', 'type'],
  ['a@x.fr;;;0;;', 'quota-wrong', 'quota_mo'],
  ['a@x.fr;;;-5;;', 'quota-wrong', 'quota_mo'],
  ['a@x.fr;;;1e3;;', 'quota-wrong', 'quota_mo'],
  ['a@x.fr;;partagée;;Luc;', 'owner-for-shared', 'titulaire'],
  ['a@x.fr;;;;b@;', 'owner-unknown', 'titulaire'],
  ['a@x.fr;;;;;b@x.fr:admin', 'access-wrong', 'acces'],
  ['a@x.fr;;;;;nobody', 'access-wrong', 'acces'],
  ['a@x.fr;;;;;;more', 'too-many-columns', null],
])('%s → %s', (cells, problem, column) => {
  expect(judged(cells)).toEqual({ problem, column })
})

test('any text → rows or a problem, never an exception', () => {
  const near = fc.array(
    fc.constantFrom(
      'adresse',
      'nom',
      ';',
      ',',
      '"',
      '\n',
      '\r',
      '\t',
      '\uFEFF',
      "'",
      '=',
      'a@x.fr',
      'é',
      ' ',
    ),
    { maxLength: 60 },
  )
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        near.map((parts) => parts.join('')),
      ),
      (csv) => {
        const table = readTable(csv)
        if (table instanceof Problem) expect(table.code).toBe('invalid-input')
        else for (const row of table) readCells(row)
      },
    ),
    { numRuns: 2000 },
  )
})
