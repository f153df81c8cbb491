import fc from 'fast-check'
import { expect, test } from 'vitest'
import { matchPieces } from '#webmail/search/match-pieces.ts'

const marked = (text: string, words: readonly string[]) =>
  matchPieces(text, words).flatMap(({ text, isMarked }) => (isMarked ? [text] : []))

test.each<[string, string[], string[]]>([
  ['Devis de toiture', ['toiture'], ['toiture']],
  ['Les TOITURES de l’École', ['toiture', 'ecole'], ['TOITURES', 'École']],
  ['une tuile', ['tuiles'], ['tuile']],
  ['Délibération', ['deliberation'], ['Délibération']],
  ['e\u0301cole', ['école'], ['e\u0301cole']],
  ['restauration', ['taur'], []],
  ['un devis de toiture signé', ['devis de toiture'], ['devis de toiture']],
  ['a a.b (a)', ['a'], ['a', 'a', 'a']],
  ['facture F-118', ['f-118'], ['F-118']],
  ['rien', [], []],
])('%j, %j → %j', (text, words, expected) => {
  expect(marked(text, words)).toEqual(expected)
})

test('any text, any words → the same text, in pieces', () => {
  const texts = fc.string({ unit: 'binary', maxLength: 60 })
  fc.assert(
    fc.property(texts, fc.array(texts, { maxLength: 4 }), (text, words) => {
      expect(
        matchPieces(text, words)
          .map((piece) => piece.text)
          .join(''),
      ).toBe(text)
    }),
    { numRuns: 500 },
  )
})
