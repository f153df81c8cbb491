// A message that is being written, for as long as its window is there and until it is saved: also when the tab goes, the
// session ends, or somebody signs out.

import { useEffect, useState, useSyncExternalStore } from 'react'
import { useTrouble } from '#ui/api/trouble.ts'
import { useSession } from '../session.tsx'
import { savedBeforeLeaving } from './leaving.ts'
import { savingPorts } from './ports.ts'
import { openSaving } from './saving.ts'
import type { Saving, SavingStart, SavingState } from './saving-state.ts'

export function useSaving(start: SavingStart): { readonly saving: Saving; readonly state: SavingState } {
  const { person } = useSession()
  const [saving] = useState(() => openSaving(start, savingPorts(person.id, start.box)))
  const state = useSyncExternalStore(saving.watch, saving.state)
  const trouble = useTrouble()
  useEffect(() => {
    if (trouble === 'none') saving.wake()
  }, [trouble, saving])
  useEffect(() => {
    const forgotten = savedBeforeLeaving({
      save: () => saving.flush(),
      forget: () => void saving.end('forget'),
    })
    const unload = (event: BeforeUnloadEvent): void => {
      // Files are nowhere else yet.
      if (saving.state().attachments.some((file) => file.state === 'sending')) event.preventDefault()
    }
    addEventListener('pagehide', saving.keepHere)
    addEventListener('beforeunload', unload)
    document.addEventListener('visibilitychange', saving.keepHere)
    return () => {
      removeEventListener('pagehide', saving.keepHere)
      removeEventListener('beforeunload', unload)
      document.removeEventListener('visibilitychange', saving.keepHere)
      saving.keepHere()
      // What could not be saved yet is tried again by itself, and stands in the way of signing out.
      void saving.flush().then((saved) => saved && forgotten())
    }
  }, [saving])
  useOwnTab(state.draft)
  return { saving, state }
}

/** While it is written here, no other tab offers its copy as one that was left. */
function useOwnTab(draft: string): void {
  useEffect(() => {
    let release = (): void => undefined
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    void navigator.locks?.request(lockName(draft), { mode: 'shared' }, () => held)
    return () => release()
  }, [draft])
}

export const lockName = (draft: string): string => `vaguemestre.writing.${draft}`
