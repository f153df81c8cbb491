import { expect, test } from 'vitest'
import { french, texts, wrong } from '#test/support/browser/catalogue.ts'
import { accessibility as statementInEnglish } from '#webmail/client/words/en/accessibility.ts'
import { words as inEnglish } from '#webmail/client/words/en.ts'
import { laterWords as laterInEnglish } from '#webmail/client/words/en-later.ts'
import { accessibility as statementInFrench } from '#webmail/client/words/fr/accessibility.ts'
import { words as inFrench } from '#webmail/client/words/fr.ts'
import { laterWords as laterInFrench } from '#webmail/client/words/fr-later.ts'

// The statement is of the catalogue, though it is loaded by whoever reads it alone.
const fr = { ...inFrench, ...laterInFrench, accessibility: statementInFrench }
const en = { ...inEnglish, ...laterInEnglish, accessibility: statementInEnglish }

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
  // Each language is named in itself, and so is who has an address in France.
  const own = texts(en).filter(
    ([path]) => !/^\/(frame\/languages\/fr|accessibility\/recourse\/(text|post))$/.test(path),
  )
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
