// Notifications of the system: only where a person turned them on in this browser, and never who wrote or about what.

import { useState } from 'react'
import { useKept } from '#ui/kept.ts'

const key = 'notifications'

/** `blocked`: the browser was told so, and asks nobody any more. */
export type NotificationState = 'none' | 'off' | 'on' | 'blocked'

export function notificationState(kept: string | null): NotificationState {
  if (!('Notification' in window)) return 'none'
  if (Notification.permission === 'denied') return 'blocked'
  return kept === 'on' && Notification.permission === 'granted' ? 'on' : 'off'
}

export function useNotifications(): readonly [NotificationState, (on: boolean) => Promise<void>] {
  const [kept, keep] = useKept(key)
  const [, asked] = useState(0)
  const turn = async (on: boolean): Promise<void> => {
    const isAllowed = on && (await Notification.requestPermission()) === 'granted'
    keep(isAllowed ? 'on' : null)
    asked((times) => times + 1)
  }
  return [notificationState(kept), turn]
}

export interface Notified {
  readonly text: string
  readonly language: string
  /** Another one of the same takes its place. */
  readonly tag: string
  readonly onOpen: () => void
}

export function notify({ text, language, tag, onOpen }: Notified): void {
  try {
    const shown = new Notification(text, { tag, lang: language })
    shown.onclick = () => {
      window.focus()
      onOpen()
      shown.close()
    }
  } catch {
    // Some phones show none to a page.
  }
}
