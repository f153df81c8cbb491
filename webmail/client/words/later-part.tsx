// Parts of the webmail that come once somebody needs them, with their words: whoever opens the page to read does not wait for those.

import { type ComponentType, createContext, type ReactNode, useContext, useMemo } from 'react'
import { lazyPart } from '#ui/page/lazy-part.tsx'
import { chosenLanguage } from '#ui/words/language.ts'
import type { Words } from './fr.ts'
import type { LaterWords } from './fr-later.ts'
import { useWords } from './words.tsx'

export type AllWords = Words & LaterWords

const Later = createContext<AllWords | null>(null)

/** As `useWords`, with the words of these parts; only within what `laterPart` gave. */
export function useAllWords(): AllWords {
  const words = useContext(Later)
  if (words === null) throw new Error('laterPart is missing')
  return words
}

/** As `lazyPart`, with its words. */
export const laterPart = <Props extends object>(load: () => Promise<ComponentType<Props>>) =>
  lazyPart<Props>(async () => {
    const [Part, words] = await Promise.all([load(), loadLaterWords()])
    return (props) => (
      <LaterWordsProvider words={words}>
        <Part {...props} />
      </LaterWordsProvider>
    )
  })

const loadLaterWords = async (): Promise<LaterWords> =>
  chosenLanguage() === 'fr'
    ? (await import('./fr-later.ts')).laterWords
    : (await import('./en-later.ts')).laterWords

/** Where its words are at hand already; what comes later is drawn within `laterPart`. */
export function LaterWordsProvider({
  words,
  children,
}: {
  readonly words: LaterWords
  readonly children: ReactNode
}) {
  const first = useWords()
  const all = useMemo(() => ({ ...first, ...words }), [first, words])
  return <Later value={all}>{children}</Later>
}
