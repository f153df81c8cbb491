// A message that is being written, for as long as its window is there and until it is saved: also when the tab goes, the
// session ends, or somebody signs out.

import { useEffect, useState, useSyncExternalStore } from 'react'
import { useTrouble } from '#ui/api/trouble.ts'
import { useSession } from '../../session.tsx'
import { picturesToSend } from '../editor/pictures.ts'
import { lockName } from './local-copies.ts'
import { saveBeforeSignOut } from './save-and-sign-out.ts'
import { openSaving } from './saving.ts'
import { savingPorts } from './saving-ports.ts'
import type { Saving, SavingStart, SavingState } from './saving-state.ts'

export interface Written {
  readonly saving: Saving
  readonly state: SavingState
  /** Another tab of this browser is writing the same draft. */
  readonly elsewhere: boolean
}

export function useSaving(start: SavingStart): Written {
  const { person } = useSession()
  const [saving] = useState(() => openSaving(start, savingPorts(person.id, start.box)))
  const state = useSyncExternalStore(saving.watch, saving.state)
  const trouble = useTrouble()
  useEffect(() => {
    if (trouble === 'none') saving.wake()
  }, [trouble, saving])
  useEffect(() => {
    const forgotten = saveBeforeSignOut({
      save: () => saving.flush(),
      forget: () => void saving.end('forget'),
    })
    const unload = (event: BeforeUnloadEvent): void => {
      const { attachments, pictures, content, phase, keptHere } = saving.state()
      // Files are nowhere else yet, nor is a text that this browser does not keep.
      const isLost = (phase === 'here-only' || phase === 'failed') && !keptHere
      const isComing =
        attachments.some((file) => file.state === 'sending') ||
        picturesToSend(pictures, content.html).length > 0
      if (isLost || isComing) event.preventDefault()
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
  const elsewhere = useOwnTab(state.draft)
  return { saving, state, elsewhere }
}

/** While it is written here, no other tab offers its copy as one that was left. Says whether another tab was first. */
function useOwnTab(draft: string): boolean {
  const [elsewhere, setElsewhere] = useState(false)
  useEffect(() => {
    let release = (): void => undefined
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    let isOpen = true
    void navigator.locks?.query().then(({ held: locks = [] }) => {
      if (isOpen) setElsewhere(locks.some(({ name }) => name === lockName(draft)))
      else release()
      return navigator.locks.request(lockName(draft), { mode: 'shared' }, () => held)
    })
    return () => {
      isOpen = false
      release()
    }
  }, [draft])
  return elsewhere
}
