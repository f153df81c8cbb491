// Suspends a mailbox or opens it again; and takes a suspended one away. What stays is said before.

import { AlertDialog } from '#ui/overlay/dialog.tsx'
import { sayDone } from '#ui/overlay/toast.tsx'
import { ProblemError } from '../api.ts'
import { FormProblem } from '../form-problem.tsx'
import { useChange } from '../queries.ts'
import { useWords } from '../words/words.tsx'
import { type MailboxRow, mailboxChanges } from './mailbox-view.ts'

interface OfMailbox {
  readonly mailbox: Pick<MailboxRow, 'id' | 'address' | 'revision' | 'suspendedAt'>
  readonly onClose: () => void
}

export function SuspendMailbox({ mailbox, onClose }: OfMailbox) {
  const say = useWords().mailboxes.page
  const change = useChange('PUT /mailboxes/{mailbox}/suspension', mailboxChanges)
  const { id, address, revision, suspendedAt } = mailbox
  const resuming = suspendedAt !== null
  return (
    <AlertDialog
      isOpen
      danger={!resuming}
      title={resuming ? say.resumeTitle(address) : say.suspendTitle(address)}
      action={resuming ? say.resumeAction : say.suspendAction}
      onClose={onClose}
      onConfirm={async () => {
        try {
          await change.mutateAsync({ params: { mailbox: id }, body: { revision, suspended: !resuming } })
          sayDone({ text: resuming ? say.resumed(address) : say.suspended(address) })
          return true
        } catch {
          return false
        }
      }}
    >
      <p>{resuming ? say.resumeText : say.suspendText}</p>
      <FormProblem error={change.error} />
    </AlertDialog>
  )
}

export function DeleteMailbox({ mailbox, onClose, onDone }: OfMailbox & { readonly onDone: () => void }) {
  const say = useWords().mailboxes.page
  const remove = useChange('DELETE /mailboxes/{mailbox}', [
    '/mailboxes/count',
    '/communes',
    '/figures',
    '/persons',
  ])
  const inUse = remove.error instanceof ProblemError && remove.error.code === 'in-use'
  return (
    <AlertDialog
      isOpen
      danger
      title={say.deleteTitle(mailbox.address)}
      action={say.deleteAction}
      onClose={onClose}
      onConfirm={async () => {
        try {
          await remove.mutateAsync({ params: { mailbox: mailbox.id } })
          sayDone({ text: say.deleted(mailbox.address) })
          onDone()
          return true
        } catch {
          return false
        }
      }}
    >
      <p>{inUse ? say.deleteInUse : say.deleteText}</p>
      {!inUse && <FormProblem error={remove.error} />}
    </AlertDialog>
  )
}
