// The words of the chosen language, for every screen: `const words = useWords()`, then `words.frame.menu`.

import { createContext, type ReactNode, useContext } from 'react'
import type { Language } from '#ui/words/language.ts'
import { UiWordsProvider } from '#ui/words/words.tsx'
import { EntranceWordsProvider } from './entrance-words.tsx'
import type { Words } from './fr.ts'

export async function loadWords(language: Language): Promise<Words> {
  document.documentElement.lang = language
  return language === 'fr' ? (await import('./fr.ts')).words : (await import('./en.ts')).words
}

const Chosen = createContext<Words | null>(null)

export function WordsProvider({ words, children }: { readonly words: Words; readonly children: ReactNode }) {
  return (
    <Chosen value={words}>
      <EntranceWordsProvider value={words.entrance}>
        <UiWordsProvider words={words.ui}>{children}</UiWordsProvider>
      </EntranceWordsProvider>
    </Chosen>
  )
}

export function useWords(): Words {
  const words = useContext(Chosen)
  if (words === null) throw new Error('WordsProvider is missing')
  return words
}
