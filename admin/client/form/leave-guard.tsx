// Before a page with something unsaved is left, by a link, by Back or with the tab: a question. Nothing typed is lost
// without it.

import { type ReactNode, useCallback, useEffect, useState } from 'react'
import { type AroundNavHandler, Router } from 'wouter'
import { navigate as go } from 'wouter/use-browser-location'
import { AlertDialog } from '#ui/overlay/dialog.tsx'
import { useWords } from '../words/words.tsx'
import { isUnsaved, leads } from './unsaved.ts'

export function LeaveGuard({ children }: { readonly children: ReactNode }) {
  const { frame } = useWords()
  const [wanted, setWanted] = useState<{ readonly leave: () => void } | null>(null)
  const around = useCallback<AroundNavHandler>((navigate, to, options) => {
    if (isUnsaved() && leads(to, new URL(location.href))) setWanted({ leave: () => navigate(to, options) })
    else navigate(to, options)
  }, [])
  useBack(useCallback((to: string) => setWanted({ leave: () => go(to) }), []))
  useEffect(() => {
    const closing = (event: BeforeUnloadEvent): void => {
      if (isUnsaved()) event.preventDefault()
    }
    addEventListener('beforeunload', closing)
    return () => removeEventListener('beforeunload', closing)
  }, [])
  return (
    <Router aroundNav={around}>
      {children}
      <AlertDialog
        title={frame.unsaved.title}
        action={frame.unsaved.leave}
        isOpen={wanted !== null}
        onClose={() => setWanted(null)}
        onConfirm={() => {
          wanted?.leave()
          return Promise.resolve()
        }}
        danger
      >
        <p>{frame.unsaved.text}</p>
      </AlertDialog>
    </Router>
  )
}

/** Back has changed the address before anybody can say no: it is put back, and the screens hear nothing of it. */
function useBack(ask: (to: string) => void): void {
  useEffect(() => {
    let shown = location.href
    const moved = (): void => {
      shown = location.href
    }
    const back = (event: PopStateEvent): void => {
      const to = location.href
      if (!isUnsaved() || !leads(to, new URL(shown))) {
        moved()
        return
      }
      event.stopImmediatePropagation()
      history.pushState(null, '', shown)
      ask(to)
    }
    // Both are events that wouter makes of the calls.
    for (const made of ['pushState', 'replaceState']) addEventListener(made, moved)
    addEventListener('popstate', back, { capture: true })
    return () => {
      for (const made of ['pushState', 'replaceState']) removeEventListener(made, moved)
      removeEventListener('popstate', back, { capture: true })
    }
  }, [ask])
}
