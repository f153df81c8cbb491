import { expect, test } from 'vitest'
import { french, texts, wrong } from '#test/support/catalogue.ts'
import { words as en } from '#webmail/client/words/en.ts'
import { words as fr } from '#webmail/client/words/fr.ts'

for (const [rule, pattern] of wrong) {
  test(`every French text of the webmail → ${rule}`, () => {
    expect(texts(fr).filter(([, text]) => pattern.test(text))).toEqual([])
  })
}

test('every text of one language → a text of the other, and none is empty', () => {
  const paths = (catalogue: object) => [...new Set(texts(catalogue).map(([path]) => path))].sort()
  expect(paths(en)).toEqual(paths(fr))
  expect([...texts(fr), ...texts(en)].filter(([, text]) => text.trim() === '')).toEqual([])
})

test('English texts → none was left in French', () => {
  // Each language is named in itself.
  const own = texts(en).filter(([path]) => path !== '/frame/languages/fr')
  expect(own.filter(([, text]) => french.test(text))).toEqual([])
})

test('the title of a tab → unread count, view and address', () => {
  expect(fr.frame.title(3, 'Réception', 'mairie@mairie-saulieu.fr')).toBe(
    '(3) Réception — mairie@mairie-saulieu.fr',
  )
  expect(fr.frame.title(0, 'Archives', 'mairie@mairie-saulieu.fr')).toBe(
    'Archives — mairie@mairie-saulieu.fr',
  )
})
