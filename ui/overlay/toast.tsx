// What just happened, said once and reachable by F6; it stays ten seconds at least, longer while it is looked at. It speaks
// of the page it was said on and goes with it, unless it has something to undo. What can be undone for a time alone is said for
// that time, whoever looks at it: it would promise what is not so any more.

import { X } from 'lucide-react'
import { useEffect } from 'react'
import {
  Text,
  UNSTABLE_Toast as Toast,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastQueue as ToastQueue,
  UNSTABLE_ToastRegion as ToastRegion,
} from 'react-aria-components'
import { useLocation } from 'wouter'
import { Button, IconButton } from '../control/button.tsx'
import { useUiWords } from '../words/words.tsx'
import './toast.css'

interface Said {
  readonly text: string
  /** « Annuler » and the like. */
  readonly action?: { readonly label: string; readonly run: () => void }
  /** For as long as the action can be taken, neither shorter nor longer. */
  readonly exactlyMs?: number
}

interface Shown extends Said {
  /** Milliseconds, by the page's own clock. */
  readonly at: number
}

const shownMs = 10_000
/** A change that leads elsewhere by itself is said on the page that it leads to. */
const ledElsewhereMs = 1000
const toasts = new ToastQueue<Shown>({ maxVisibleToasts: 3 })

/** Gives what takes it away again, for what is not so any more. */
export function sayDone(said: Said): () => void {
  const { exactlyMs } = said
  const options = exactlyMs === undefined ? { timeout: shownMs } : {}
  const key = toasts.add({ ...said, at: performance.now() }, options)
  if (exactlyMs === undefined) return () => toasts.close(key)
  const timer = setTimeout(() => toasts.close(key), exactlyMs)
  return () => {
    clearTimeout(timer)
    toasts.close(key)
  }
}

export function Toasts() {
  const words = useUiWords()
  useGoneWithPage()
  return (
    <ToastRegion queue={toasts} aria-label={words.notifications} className="toasts">
      {({ toast }) => (
        <Toast toast={toast} className="toast">
          <ToastContent className="toast-text">
            <Text slot="title">{toast.content.text}</Text>
          </ToastContent>
          {toast.content.action !== undefined && (
            <Button
              look="quiet"
              size="small"
              onPress={() => {
                toast.content.action?.run()
                toasts.close(toast.key)
              }}
            >
              {toast.content.action.label}
            </Button>
          )}
          <IconButton slot="close" label={words.close} size="small">
            <X aria-hidden className="small" />
          </IconButton>
        </Toast>
      )}
    </ToastRegion>
  )
}

function useGoneWithPage(): void {
  const [path] = useLocation()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the path is what it waits for.
  useEffect(() => {
    for (const { key, content } of toasts.visibleToasts)
      if (content.action === undefined && performance.now() - content.at > ledElsewhereMs) toasts.close(key)
  }, [path])
}
