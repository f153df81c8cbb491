// Lets a mailbox send again whose sending was suspended; what is held because of it leaves only when that is ticked.

import { useState } from 'react'
import { Checkbox } from '#ui/control/checkbox.tsx'
import { ConfirmChange } from '../form/confirm-change.tsx'
import { useWords } from '../words/words.tsx'
import { mailboxChanges } from './mailbox-view.ts'

interface ResumeSendingProps {
  readonly mailbox: { readonly id: string; readonly address: string }
  readonly onClose: () => void
}

export function ResumeSending({ mailbox: { id, address }, onClose }: ResumeSendingProps) {
  const say = useWords().mailboxes.sending
  const [releaseHeld, setReleaseHeld] = useState(false)
  return (
    <ConfirmChange
      route="DELETE /mailboxes/{mailbox}/sending-stop"
      input={{ params: { mailbox: id }, query: { releaseHeld: releaseHeld ? 'true' : 'false' } }}
      stale={[...mailboxChanges, '/alerts', '/security-events', '/audit']}
      title={say.resumeTitle(address)}
      action={say.resume}
      done={say.resumed(address)}
      onClose={onClose}
    >
      <p>{say.resumeText}</p>
      <Checkbox isSelected={releaseHeld} onChange={setReleaseHeld}>
        {say.releaseHeld}
      </Checkbox>
    </ConfirmChange>
  )
}
