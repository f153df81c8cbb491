// A question that is asked from where there is no screen, and put by one dialog of the page.

import { useSyncExternalStore } from 'react'

interface Open<Asked> {
  readonly asked: Asked
  readonly answer: (yes: boolean) => void
}

export interface Question<Asked> {
  /** True for yes. What was asked before and not answered is answered with no. */
  readonly ask: (asked: Asked) => Promise<boolean>
  /** Null while nothing is asked. */
  readonly useOpen: () => Open<Asked> | null
}

export function confirmQuestion<Asked>(): Question<Asked> {
  let open: Open<Asked> | null = null
  const listeners = new Set<() => void>()
  const settle = (next: Open<Asked> | null): void => {
    open = next
    for (const listener of listeners) listener()
  }
  const watch = (listener: () => void) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }
  return {
    ask: (asked) =>
      new Promise((resolve) => {
        open?.answer(false)
        const answer = (yes: boolean): void => {
          resolve(yes)
          settle(null)
        }
        settle({ asked, answer })
      }),
    useOpen: () => useSyncExternalStore(watch, () => open),
  }
}
