// Notifications of the system: only where a person turned them on in this browser, and never who wrote or about what.

import { useState } from 'react'
import { readSetting } from '#ui/local-setting.ts'
import { useLocalSetting } from '#ui/use-local-setting.ts'

const key = 'notifications'

/** `blocked`: the browser was told so, and asks nobody any more. */
export type NotificationState = 'none' | 'off' | 'on' | 'blocked'

export function notificationState(kept: string | null): NotificationState {
  if (!('Notification' in window)) return 'none'
  if (Notification.permission === 'denied') return 'blocked'
  return kept === 'on' && Notification.permission === 'granted' ? 'on' : 'off'
}

/** What is to be kept of a choice. The browser asks the person for leave here, and nowhere before. */
export async function askToNotify(on: boolean): Promise<'on' | null> {
  return on && (await Notification.requestPermission()) === 'granted' ? 'on' : null
}

export function useNotifications(): readonly [NotificationState, (on: boolean) => Promise<void>] {
  const [kept, keep] = useLocalSetting(key)
  const [, asked] = useState(0)
  const turn = async (on: boolean): Promise<void> => {
    keep(await askToNotify(on))
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

/** Whoever looks at this page sees it there; of one who looks at another tab of the webmail it knows nothing. */
export function notifyInBackground({ text, language, tag, onOpen }: Notified): void {
  if (document.hasFocus() || notificationState(readSetting(key)) !== 'on') return
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
