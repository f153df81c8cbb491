// Suspends a mailbox or opens it again; and takes a suspended one away. What stays is said before.

import { ConfirmChange } from '../form/confirm-change.tsx'
import { useWords } from '../words/words.tsx'
import { type MailboxRow, mailboxChanges } from './mailbox-view.ts'

interface OfMailbox {
  readonly mailbox: Pick<MailboxRow, 'id' | 'address' | 'revision' | 'suspendedAt'>
  readonly onClose: () => void
}

export function SuspendMailbox({ mailbox, onClose }: OfMailbox) {
  const say = useWords().mailboxes.page
  const { id, address, revision, suspendedAt } = mailbox
  const resuming = suspendedAt !== null
  return (
    <ConfirmChange
      danger={!resuming}
      route="PUT /mailboxes/{mailbox}/suspension"
      input={{ params: { mailbox: id }, body: { revision, suspended: !resuming } }}
      stale={mailboxChanges}
      title={resuming ? say.resumeTitle(address) : say.suspendTitle(address)}
      action={resuming ? say.resumeAction : say.suspendAction}
      done={resuming ? say.resumed(address) : say.suspended(address)}
      onClose={onClose}
    >
      <p>{resuming ? say.resumeText : say.suspendText}</p>
    </ConfirmChange>
  )
}

export function DeleteMailbox({ mailbox, onClose, onDone }: OfMailbox & { readonly onDone: () => void }) {
  const say = useWords().mailboxes.page
  return (
    <ConfirmChange
      danger
      route="DELETE /mailboxes/{mailbox}"
      input={{ params: { mailbox: mailbox.id } }}
      stale={['/mailboxes/count', '/communes', '/figures', '/persons']}
      title={say.deleteTitle(mailbox.address)}
      action={say.deleteAction}
      done={say.deleted(mailbox.address)}
      inUse={say.deleteInUse}
      onClose={onClose}
      onDone={onDone}
    >
      <p>{say.deleteText}</p>
    </ConfirmChange>
  )
}
