// Who is signed in, for every screen: `const { person, may } = useSession()`.

import { createContext, type ReactNode, useContext, useMemo } from 'react'
import type { AdminAnswer, Permission } from '../contract/all.ts'

export type SessionView = AdminAnswer<'GET /session'>

export interface Session extends SessionView {
  readonly may: (permission: Permission | 'self') => boolean
}

const Current = createContext<Session | null>(null)

export function SessionProvider({
  view,
  children,
}: {
  readonly view: SessionView
  readonly children: ReactNode
}) {
  const session = useMemo(() => {
    const granted = new Set<string>(view.permissions)
    return {
      ...view,
      may: (permission: Permission | 'self') => permission === 'self' || granted.has(permission),
    }
  }, [view])
  return <Current value={session}>{children}</Current>
}

export function useSession(): Session {
  const session = useContext(Current)
  if (session === null) throw new Error('SessionProvider is missing')
  return session
}

/** Everything but the own account is closed to it until a second factor is set up. */
export const lacksFactor = ({ person }: SessionView): boolean =>
  person.role !== 'member' && person.factor === 'password'
