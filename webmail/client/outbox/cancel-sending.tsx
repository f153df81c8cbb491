// Before a draft that was sent and waits to leave goes elsewhere: whoever throws it away does not want it to leave, and whoever
// did not know that it was sent wants to keep it.

import { AlertDialog } from '#ui/overlay/dialog.tsx'
import { confirmQuestion } from '../actions/confirm-question.ts'
import { useWords } from '../words/words.tsx'

const leaving = confirmQuestion<{
  /** It is thrown away, not only filed elsewhere. */
  readonly deletes: boolean
}>()

/** True where it is not to leave. */
export const askToCancelSending = (deletes: boolean): Promise<boolean> => leaving.ask({ deletes })

/** Once for the page. */
export function CancelSending() {
  const { cancel } = useWords().compose.outbox
  const open = leaving.useOpen()
  const deletes = open?.asked.deletes === true
  return (
    <AlertDialog
      title={deletes ? cancel.titleOfDeletion : cancel.title}
      action={deletes ? cancel.deletes : cancel.act}
      back={cancel.back}
      danger
      isOpen={open !== null}
      onClose={() => open?.answer(false)}
      onConfirm={async () => open?.answer(true)}
    >
      <p>{cancel.text}</p>
    </AlertDialog>
  )
}
