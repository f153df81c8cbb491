// The words of the chosen language, for every part: `const words = useWords()`, then `words.list.undo`.

import { createContext, type ReactNode, useContext } from 'react'
import { SignInWordsProvider } from '#ui/sign-in/words.tsx'
import type { Language } from '#ui/words/language.ts'
import { UiWordsProvider } from '#ui/words/words.tsx'
import type { Words } from './fr.ts'

export async function loadWords(language: Language): Promise<Words> {
  document.documentElement.lang = language
  return language === 'fr' ? (await import('./fr.ts')).words : (await import('./en.ts')).words
}

const Chosen = createContext<Words | null>(null)

export function WordsProvider({ words, children }: { readonly words: Words; readonly children: ReactNode }) {
  return (
    <Chosen value={words}>
      <SignInWordsProvider value={words.entrance}>
        <UiWordsProvider words={words.ui}>{children}</UiWordsProvider>
      </SignInWordsProvider>
    </Chosen>
  )
}

export function useWords(): Words {
  const words = useContext(Chosen)
  if (words === null) throw new Error('WordsProvider is missing')
  return words
}
