// Gives the components their words; a client wraps everything in it, in the language that was chosen.

import { createContext, type ReactNode, useContext } from 'react'
import { I18nProvider } from 'react-aria-components'
import type { UiWords } from './fr.ts'

const Words = createContext<UiWords | null>(null)

export function UiWordsProvider({ words, children }: { words: UiWords; children: ReactNode }) {
  return (
    <Words value={words}>
      <I18nProvider locale={words.language === 'fr' ? 'fr-FR' : 'en-US'}>{children}</I18nProvider>
    </Words>
  )
}

export function useUiWords(): UiWords {
  const words = useContext(Words)
  if (words === null) throw new Error('UiWordsProvider is missing')
  return words
}
