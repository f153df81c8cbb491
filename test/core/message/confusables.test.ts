import fc from 'fast-check'
import { expect, test } from 'vitest'
import { confusableSkeleton } from '#core/message/confusables.ts'

test.each([
  ['Élodie Lévêque', 'elodie leveque'],
  ['l’œuvre – « À l’ÉTÉ »…', "l'oeuvre - \u00ab a l'ete \u00bb..."],
  ['Мoreаu', 'moreau'],
  ['𝐂𝐥𝐚𝐢𝐫𝐞', 'claire'],
  ['C\u200bl\u00adaire', 'claire'],
  ['e\u0301te\u0301', 'ete'],
  ['un\u00a0espace\tfin\nici', 'un espace fin ici'],
])('%j → %j', (text, plain) => expect(confusableSkeleton(text)).toBe(plain))

test('one sign of another script → every Latin letter and space around it is read as without it', () => {
  const readable = (text: string) => text.replace(/[^a-z0-9 ]/g, '')
  const french = fc.string({
    unit: fc.integer({ min: 1, max: 0x24f }).map((code) => String.fromCharCode(code)),
  })
  fc.assert(
    fc.property(french, (text) => {
      expect(readable(confusableSkeleton(`${text}漢`))).toBe(readable(confusableSkeleton(text)))
    }),
  )
})

test('longer than any text we look at → read as well', () => {
  expect(confusableSkeleton('é'.repeat(100_000))).toBe('e'.repeat(100_000))
})
