import { type ComponentProps, createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { MessageInside } from '#webmail/client/reading/preview/message-inside.tsx'
import { words } from '#webmail/client/words/fr.ts'
import { laterWords } from '#webmail/client/words/fr-later.ts'
import { LaterWordsProvider } from '#webmail/client/words/later-part.tsx'
import { WordsProvider } from '#webmail/client/words/words.tsx'

type Inside = ComponentProps<typeof MessageInside>['preview']

function shown(more: Partial<Inside>): string {
  const preview: Inside = {
    ...{
      kind: 'message',
      from: ['julie@perreau.test'],
      subject: 'Salle',
      at: null,
      text: 'Bonjour',
      cut: false,
    },
    ...{ to: [], toCount: 0, files: [], fileCount: 0 },
    ...more,
  }
  const drawn = createElement(MessageInside, { preview })
  const later = createElement(LaterWordsProvider, { words: laterWords, children: drawn })
  return renderToStaticMarkup(createElement(WordsProvider, { words, children: later }))
}

test('more recipients and files than are named → how many more there are', () => {
  const drawn = shown({ to: ['a@b.test', 'c@d.test'], toCount: 14, files: ['plan.pdf'], fileCount: 2 })
  expect(drawn).toContain('<dd>a@b.test, c@d.test et 12 autres destinataires</dd>')
  expect(drawn).toContain('<dd>plan.pdf et 1 autre fichier</dd>')
})

test('all of them named → nothing more is said', () => {
  const drawn = shown({ to: ['a@b.test'], toCount: 1, files: ['plan.pdf'], fileCount: 1 })
  expect(drawn).toContain('<dd>a@b.test</dd>')
  expect(drawn).toContain('<dd>plan.pdf</dd>')
})
