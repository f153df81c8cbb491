// What was typed on a page and not saved. The ways out of the page ask for it (leave-guard.tsx): forms need not know them.

import { useEffect } from 'react'

const unsaved = new Set<symbol>()

/** While `is` holds, nobody leaves the page without being asked. For a form that stands in a page. */
export function useUnsaved(is: boolean): void {
  useEffect(() => {
    if (!is) return
    const mark = Symbol('a form')
    unsaved.add(mark)
    return () => void unsaved.delete(mark)
  }, [is])
}

export const isUnsaved = (): boolean => unsaved.size > 0

/** A filter or a sort keeps the page, and with it what was typed; `to` may be relative to `from`. */
export const leads = (to: string, from: URL): boolean => new URL(to, from).pathname !== from.pathname
