// The words of the pages before the panel. Those pages load nothing else of the catalogue; inside the panel, where one
// signs in again or adds a factor, they are a part of it.

import { createContext, useContext } from 'react'
import type { EntranceWords } from './fr/entrance.ts'

const Chosen = createContext<EntranceWords | null>(null)
export const EntranceWordsProvider = Chosen

export function useEntranceWords(): EntranceWords {
  const words = useContext(Chosen)
  if (words === null) throw new Error('EntranceWordsProvider is missing')
  return words
}
