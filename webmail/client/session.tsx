// Who is signed in, for every part of the webmail.

import { createContext, useContext } from 'react'
import type { WebmailAnswer } from '../contract/all.ts'

export type SessionView = WebmailAnswer<'GET /session'>

const Current = createContext<SessionView | null>(null)
export const SessionProvider = Current

export function useSession(): SessionView {
  const session = useContext(Current)
  if (session === null) throw new Error('SessionProvider is missing')
  return session
}
