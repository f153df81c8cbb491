// Where messages are written, over every view. The windows come with the editor: fetched when the browser has nothing else to
// do, so that writing begins at once.

import { lazy, Suspense, useEffect, useState } from 'react'
import { whenIdle } from '#ui/page/when-idle.ts'
import type { BoxView } from '../boxes.ts'
import { useWindows } from './windows.ts'

const load = () => import('./dock.tsx')
const Dock = lazy(async () => ({ default: (await load()).Dock }))

/** Before that, the list and the first conversation have the line for themselves. */
const patienceMs = 6000

export function Writing({ boxes }: { readonly boxes: readonly BoxView[] }) {
  const windows = useWindows()
  const [ready, setReady] = useState(false)
  useEffect(() => {
    const fetchIt = (): void => {
      // Without a network it is fetched once somebody writes.
      load().then(
        () => setReady(true),
        () => undefined,
      )
    }
    return whenIdle(fetchIt, patienceMs)
  }, [])
  if (!ready && windows.length === 0) return null
  return (
    <Suspense>
      <Dock boxes={boxes} windows={windows} />
    </Suspense>
  )
}
