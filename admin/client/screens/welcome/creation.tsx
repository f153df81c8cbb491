// The creation of a batch, begun on one step and watched on the next.

import { createContext, type ReactNode, useContext, useMemo } from 'react'
import type { AdminAnswer } from '../../../contract/all.ts'
import { useChange } from '../../queries.ts'

export interface Creation {
  readonly running: boolean
  readonly outcome: AdminAnswer<'POST /welcomes/{welcome}/creation'> | null
  readonly error: Error | null
  /** Asked again, it goes on with what is missing. */
  readonly run: () => void
}

const Current = createContext<Creation | null>(null)

export function CreationProvider({ id, children }: { readonly id: string; readonly children: ReactNode }) {
  const stale = [
    '/welcomes',
    '/communes',
    '/official-communes',
    '/to-do',
    '/figures',
    '/persons',
    '/mailboxes',
    '/audit',
  ] as const
  const { mutate, isPending, data, error } = useChange('POST /welcomes/{welcome}/creation', stale)
  const creation = useMemo(
    () => ({
      running: isPending,
      outcome: data ?? null,
      error,
      run: () => mutate({ params: { welcome: id } }),
    }),
    [isPending, data, error, mutate, id],
  )
  return <Current value={creation}>{children}</Current>
}

export function useCreation(): Creation {
  const creation = useContext(Current)
  if (creation === null) throw new Error('CreationProvider is missing')
  return creation
}
