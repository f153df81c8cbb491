// All windows at the bottom right, and what was left unfinished the last time.

import { useEffect } from 'react'
import type { BoxView } from '../boxes.ts'
import { QueuedSends } from '../outbox/queued-sends.tsx'
import { useIsPhone } from '../use-media.ts'
import { useWords } from '../words/words.tsx'
import { Unfinished } from './draft/unfinished.tsx'
import { historyEntry } from './history-entry.ts'
import { OpeningWindow } from './opening-window.tsx'
import { type ComposeWindow, closeWindow } from './windows.ts'
import '#ui/control/list.css'
import './compose.css'
import './compose-head.css'
import './editor/compose-text.css'
import './compose-parts.css'
import './attachments/compose-files.css'
import './editor/compose-pictures.css'
import './compose-beside.css'
import './compose-phone.css'

// At hand before the network goes.
void import('../outbox/queue.ts').catch(() => undefined)

export interface DockProps {
  readonly boxes: readonly BoxView[]
  readonly windows: readonly ComposeWindow[]
}

export function Dock({ boxes, windows }: DockProps) {
  const { compose } = useWords()
  const phone = useIsPhone()
  const covers = windows.some(({ size }) => size === 'full' || (phone && size === 'open'))
  useCovered(covers)
  useBackCloses(phone ? (windows.find(({ size }) => size !== 'small')?.id ?? null) : null)
  return (
    <aside
      className="compose-dock"
      id="writing"
      tabIndex={-1}
      aria-label={compose.dock}
      data-covers={covers ? '' : undefined}
    >
      <QueuedSends />
      {windows.length === 0 && <Unfinished boxes={boxes} />}
      {windows.map((window) => {
        const box = boxes.find(({ id }) => id === window.opening.box)
        return box === undefined ? null : <OpeningWindow key={window.id} window={window} box={box} />
      })}
    </aside>
  )
}

/** What lies under a window that covers the page is out of reach, for the keyboard and for the ear. */
function useCovered(covered: boolean): void {
  useEffect(() => {
    const page = document.querySelector<HTMLElement>('.app')
    if (page === null || !covered) return
    page.inert = true
    return () => {
      page.inert = false
    }
  }, [covered])
}

const entry = historyEntry(history)

function useBackCloses(id: string | null): void {
  useEffect(() => {
    addEventListener('popstate', entry.stepped)
    return () => removeEventListener('popstate', entry.stepped)
  }, [])
  useEffect(() => (id === null ? undefined : entry.begin(id, () => closeWindow(id))), [id])
}
