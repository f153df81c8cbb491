// Before a draft that was sent and waits to leave goes elsewhere: whoever throws it away does not want it to leave, and whoever
// did not know that it was sent wants to keep it.

import { useSyncExternalStore } from 'react'
import { AlertDialog } from '#ui/overlay/dialog.tsx'
import { useWords } from '../words/words.tsx'

interface Asked {
  /** It is thrown away, not only filed elsewhere. */
  readonly deletes: boolean
  readonly answer: (cancel: boolean) => void
}

let asking: Asked | null = null
const listeners = new Set<() => void>()

function settle(next: Asked | null): void {
  asking = next
  for (const listener of listeners) listener()
}

/** True where it is not to leave. */
export const askToCancelSending = (deletes: boolean): Promise<boolean> =>
  new Promise((answer) => {
    asking?.answer(false)
    settle({ deletes, answer })
  })

/** Once for the page. */
export function CancelSending() {
  const { cancel } = useWords().compose.outbox
  const asked = useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => asking,
  )
  const said = (isCancelled: boolean): void => {
    asked?.answer(isCancelled)
    settle(null)
  }
  return (
    <AlertDialog
      title={asked?.deletes === true ? cancel.titleOfDeletion : cancel.title}
      action={asked?.deletes === true ? cancel.deletes : cancel.act}
      back={cancel.back}
      danger
      isOpen={asked !== null}
      onClose={() => said(false)}
      onConfirm={async () => said(true)}
    >
      <p>{cancel.text}</p>
    </AlertDialog>
  )
}
