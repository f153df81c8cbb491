import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseQuery } from '#webmail/search/parse.ts'
import { everything, folderOf, type Query, type Term, wordsToHighlight } from '#webmail/search/query.ts'
import { writeQuery } from '#webmail/search/write.ts'

const term = (term: Term): Query => ({ kind: 'term', term })
const text = (text: string, phrase = false) => term({ kind: 'text', text, phrase })
const field = (field: 'from' | 'to' | 'cc' | 'bcc' | 'subject' | 'filename', text: string) =>
  term({ kind: 'field', field, text })
const not = (of: Query): Query => ({ kind: 'not', of })
const and = (...of: Query[]): Query => ({ kind: 'and', of })
const or = (...of: Query[]): Query => ({ kind: 'or', of })
const day = { year: 2026, month: 3, day: 14 }

test.each([
  ['', everything],
  ['   ', everything],
  ['toiture', text('toiture')],
  ['devis toiture', and(text('devis'), text('toiture'))],
  ['"devis de toiture"', text('devis de toiture', true)],
  ['« devis de toiture »', text('devis de toiture', true)],
  ['de:marie', field('from', 'marie')],
  ['FROM:marie', field('from', 'marie')],
  ['à:paul', field('to', 'paul')],
  ['a:paul to:paul', and(field('to', 'paul'), field('to', 'paul'))],
  ['cc:"Paul Roux"', field('cc', 'Paul Roux')],
  ['objet:devis sujet:devis', and(field('subject', 'devis'), field('subject', 'devis'))],
  ['fichier:plan.pdf filename:plan', and(field('filename', 'plan.pdf'), field('filename', 'plan'))],
  ['avec:pj', term({ kind: 'attachment' })],
  ['has:attachment', term({ kind: 'attachment' })],
  ['libellé:voirie', term({ kind: 'label', label: 'voirie' })],
  ['libelle:"à payer"', term({ kind: 'label', label: 'à payer' })],
  [
    'dans:Archive in:"Été 2026"',
    and(term({ kind: 'folder', folder: 'Archive' }), term({ kind: 'folder', folder: 'Été 2026' })),
  ],
  ['est:non-lu', term({ kind: 'state', state: 'unread' })],
  ['is:unread est:lu', and(term({ kind: 'state', state: 'unread' }), term({ kind: 'state', state: 'read' }))],
  [
    'est:suivi is:starred',
    and(term({ kind: 'state', state: 'starred' }), term({ kind: 'state', state: 'starred' })),
  ],
  ['est:repondu', term({ kind: 'state', state: 'answered' })],
  ['avant:2026-03-14', term({ kind: 'before', day })],
  ['après:14/03/2026', term({ kind: 'after', day })],
  ['apres:2026/3/14 after:14.3.2026', and(term({ kind: 'after', day }), term({ kind: 'after', day }))],
  ['after:2026', term({ kind: 'after', day: { year: 2026, month: 1, day: 1 } })],
  ['plus-grand:5Mo', term({ kind: 'larger', octets: 5_000_000 })],
  ['larger:1,5M', term({ kind: 'larger', octets: 1_500_000 })],
  [
    'smaller:"200 ko" plus-petit:10',
    and(term({ kind: 'smaller', octets: 200_000 }), term({ kind: 'smaller', octets: 10 })),
  ],
  ['cci:paul bcc:paul', and(field('bcc', 'paul'), field('bcc', 'paul'))],
  ['older:2026-03-14 newer:2026-03-14', and(term({ kind: 'before', day }), term({ kind: 'after', day }))],
  ['moins-de:7j newer_than:7d', and(term({ kind: 'younger', days: 7 }), term({ kind: 'younger', days: 7 }))],
  ['plus-de:2s older_than:1y', and(term({ kind: 'older', days: 14 }), term({ kind: 'older', days: 365 }))],
  ['plus-de:0 moins-de:7x', and(text('plus-de:0'), text('moins-de:7x'))],
  ['-toiture', not(text('toiture'))],
  ['-de:marie -"a b"', and(not(field('from', 'marie')), not(text('a b', true)))],
  ['devis OR facture', or(text('devis'), text('facture'))],
  ['devis OU facture -urgent', and(or(text('devis'), text('facture')), not(text('urgent')))],
  ['a OR b OR c d', and(or(text('a'), text('b'), text('c')), text('d'))],
  ['OR a OR', text('a')],
  // What means nothing stands for itself.
  ['est:grand', text('est:grand')],
  ['avant:demain', text('avant:demain')],
  ['avant:2026-02-30', text('avant:2026-02-30')],
  ['plus-grand:beaucoup', text('plus-grand:beaucoup')],
  ['http://a.test/b', text('http://a.test/b')],
  ['Re:devis', text('Re:devis')],
  ['de:', text('de:')],
  ['-', text('-')],
  ['"sans fin', text('sans fin', true)],
  ['a\r\nb\u0000c', and(text('a'), text('b c', true))],
])('%j → its tree', (given, expected) => {
  expect(parseQuery(given)).toEqual(expected)
})

test('words to mark and the folder meant → from what is wanted alone', () => {
  const query = parseQuery('devis "de toiture" -urgent de:marie dans:Archive OR x')
  expect(wordsToHighlight(query)).toEqual(['devis', 'de toiture', 'x'])
  expect(wordsToHighlight(query, ['from', 'to'])).toEqual(['devis', 'de toiture', 'marie', 'x'])
  expect(folderOf(parseQuery('devis dans:Archive'))).toBe('Archive')
  expect(folderOf(parseQuery('dans:Archive'))).toBe('Archive')
  expect(folderOf(parseQuery('devis -dans:Archive'))).toBeNull()
})

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc
    .array(
      fc.constantFrom(
        'de:',
        'est:',
        'avant:',
        '"',
        '-',
        'OR',
        ' ',
        'a',
        'é',
        '2026-01-02',
        '«',
        '»',
        '\r\n',
        'pj',
        '5Mo',
        'plus-de:',
        '7j',
        ':',
      ),
      { maxLength: 30 },
    )
    .map((parts) => parts.join('')),
)

test('any text → a tree, whose text is the same tree', () => {
  fc.assert(
    fc.property(anyText, (given) => {
      const query = parseQuery(given)
      expect(parseQuery(writeQuery(query))).toEqual(query)
    }),
    { numRuns: 2_000 },
  )
})

test('a letter pasted into the field → bounded', () => {
  const query = parseQuery('mot '.repeat(100_000))
  expect(query.kind === 'and' && query.of.length).toBe(50)
})
