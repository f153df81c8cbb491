// What just happened, said once and reachable by F6; it stays ten seconds at least, longer while it is looked at.

import { X } from 'lucide-react'
import {
  Text,
  UNSTABLE_Toast as Toast,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastQueue as ToastQueue,
  UNSTABLE_ToastRegion as ToastRegion,
} from 'react-aria-components'
import { Button, IconButton } from '../control/button.tsx'
import { useUiWords } from '../words/words.tsx'
import './toast.css'

interface Said {
  readonly text: string
  /** « Annuler » and the like. */
  readonly action?: { readonly label: string; readonly run: () => void }
}

const shownMs = 10_000
const toasts = new ToastQueue<Said>({ maxVisibleToasts: 3 })

export const sayDone = (said: Said): void => void toasts.add(said, { timeout: shownMs })

export function Toasts() {
  const words = useUiWords()
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
