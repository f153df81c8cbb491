import fc from 'fast-check'
import { expect, test } from 'vitest'
import { emptyForm, formOf, type SearchForm, textOfForm } from '#webmail/search/form.ts'
import { parseQuery } from '#webmail/search/parse.ts'
import type { Query } from '#webmail/search/query.ts'

test.each<[string, Partial<SearchForm>]>([
  ['', {}],
  ['toiture école', { contains: 'toiture école' }],
  ['from:marie à:"Paul Roux" sujet:devis', { from: 'marie', to: 'Paul Roux', subject: 'devis' }],
  ['has:attachment is:unread', { attachment: true, unread: true }],
  ['after:14/03/2026 avant:2026-04-01', { after: '2026-03-14', before: '2026-04-01' }],
  ['in:"Été 2026" tuiles', { folder: 'Été 2026', contains: 'tuiles' }],
  // What the form has no field for, and what one field cannot hold.
  ['-de:marie a OR b cc:paul', { contains: '-de:marie a OR b cc:paul' }],
  ['de:marie de:paul', { from: 'marie', contains: 'de:paul' }],
  ['libellé:voirie plus-grand:5Mo', { contains: 'libellé:voirie plus-grand:5000000' }],
])('%j → its form', (text, expected) => {
  expect(formOf(text)).toEqual({ ...emptyForm, ...expected })
})

test('a form filled in → the text that the search field shows', () => {
  const form = { ...emptyForm, from: 'Marie Durand', attachment: true, after: '2026-03-14', contains: 'toit' }
  expect(textOfForm(form)).toBe('de:"Marie Durand" avec:pj après:2026-03-14 toit')
  expect(textOfForm(emptyForm)).toBe('')
  expect(textOfForm({ ...emptyForm, before: 'demain', folder: ' " ' })).toBe('')
})

test('words that end or begin with OR → do not take in what stands beside them', () => {
  expect(parseQuery(textOfForm({ ...emptyForm, from: 'marie', contains: 'OR devis OR' }))).toEqual(
    parseQuery('de:marie devis'),
  )
})

const parts = fc.array(
  fc.constantFrom(
    ...['de:', 'à:', 'objet:', 'avec:pj', 'est:non-lu', 'avant:', 'dans:', 'x', 'é', '"', '-', 'OR', ' '],
    ...['2026-01-02', 'libellé:', ':', '«', '»', '\r\n', '5Mo', 'plus-de:', '7j'],
  ),
  { maxLength: 24 },
)
/** Which terms there are, whatever their order, each as often as it says something. */
const termsOf = (query: Query): readonly string[] =>
  [...new Set((query.kind === 'and' ? query.of : [query]).map((each) => JSON.stringify(each)))].sort()

test('any text → a form that asks for the same', () => {
  fc.assert(
    fc.property(parts, (given) => {
      const text = given.join('')
      expect(termsOf(parseQuery(textOfForm(formOf(text))))).toEqual(termsOf(parseQuery(text)))
    }),
    { numRuns: 3_000 },
  )
})
