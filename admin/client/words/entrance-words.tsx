// The words of the pages before the panel. Those pages load nothing else of the catalogue; inside the panel, where one
// signs in again or adds a factor, they are a part of it.

import { createContext, type ReactNode, useContext } from 'react'
import { SignInWordsProvider } from '#ui/sign-in/words.tsx'
import type { EntranceWords } from './fr/entrance.ts'

const Chosen = createContext<EntranceWords | null>(null)

export function EntranceWordsProvider(props: {
  readonly value: EntranceWords
  readonly children: ReactNode
}) {
  return (
    <Chosen value={props.value}>
      <SignInWordsProvider value={props.value}>{props.children}</SignInWordsProvider>
    </Chosen>
  )
}

export function useEntranceWords(): EntranceWords {
  const words = useContext(Chosen)
  if (words === null) throw new Error('EntranceWordsProvider is missing')
  return words
}
