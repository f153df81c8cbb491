import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { TextForm } from '#webmail/client/settings/text-form.tsx'
import { words } from '#webmail/client/words/fr.ts'
import { laterWords } from '#webmail/client/words/fr-later.ts'
import { LaterWordsProvider } from '#webmail/client/words/later-part.tsx'
import { WordsProvider } from '#webmail/client/words/words.tsx'
import { mostWrittenCharacters } from '#webmail/contract/written-text-limits.ts'

function form(kind: 'signature' | 'template', characters: number) {
  const before = { name: 'Mairie', html: 'a'.repeat(characters) }
  const drawn = createElement(TextForm, {
    ...{ before, kind, lines: 6, close: () => undefined },
    save: () => Promise.resolve(),
  })
  const later = createElement(LaterWordsProvider, { words: laterWords, children: drawn })
  const html = renderToStaticMarkup(createElement(WordsProvider, { words, children: later }))
  return { html, maySave: !/<button[^>]*type="submit"[^>]*disabled/.test(html) }
}

test.each([
  ['signature', /Ce texte est trop long : 20\s001 caractères avec sa mise en forme, pour 20\s000 au plus\./],
  ['template', /Ce texte est trop long : 100\s001 caractères avec sa mise en forme, pour 100\s000 au plus\./],
] as const)('a %s of a character too many → the count, the limit, and nothing to save', (kind, said) => {
  const { html, maySave } = form(kind, mostWrittenCharacters[kind] + 1)
  expect(html).toMatch(said)
  expect(maySave).toBe(false)
})

test.each(['signature', 'template'] as const)('a %s as long as one may be → saved', (kind) => {
  const { html, maySave } = form(kind, mostWrittenCharacters[kind])
  expect(html).not.toContain('trop long')
  expect(maySave).toBe(true)
})
