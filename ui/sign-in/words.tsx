// The words of signing in, given by the client around it.

import { createContext, useContext } from 'react'
import type { SignInWords } from './fr.ts'

const Chosen = createContext<SignInWords | null>(null)
export const SignInWordsProvider = Chosen

export function useSignInWords(): SignInWords {
  const words = useContext(Chosen)
  if (words === null) throw new Error('SignInWordsProvider is missing')
  return words
}
