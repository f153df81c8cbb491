// What may be done with the access of a member of the team; each asks first and says what it will do.

import { ConfirmChange } from '../../form/confirm-change.tsx'
import { useWords } from '../../words/words.tsx'
import { AskReset } from './ask-reset.tsx'
import { ChangeRole } from './change-role.tsx'
import { type AskedOfMember, type MemberActionProps, staleTeam } from './member.ts'
import { NewCode } from './new-code.tsx'

export function MemberActions({
  asked,
  onClose,
}: {
  readonly asked: AskedOfMember
  readonly onClose: () => void
}) {
  const { what, member } = asked
  if (what === 'role') return <ChangeRole member={member} onClose={onClose} />
  if (what === 'code') return <NewCode member={member} onClose={onClose} />
  if (what === 'factor') return <AskReset member={member} onClose={onClose} />
  if (what === 'remove') return <Remove member={member} onClose={onClose} />
  return <Suspend member={member} suspended={what === 'suspend'} onClose={onClose} />
}

function Suspend({ member, suspended, onClose }: MemberActionProps & { readonly suspended: boolean }) {
  const { team: words } = useWords()
  const { id, name, revision } = member
  return (
    <ConfirmChange
      danger={suspended}
      route="PUT /team/{person}/suspension"
      input={{ params: { person: id }, body: { revision, suspended } }}
      stale={staleTeam}
      title={suspended ? words.suspendTitle(name) : words.resumeTitle(name)}
      action={suspended ? words.suspend : words.resume}
      done={suspended ? words.wasSuspended(name) : words.wasResumed(name)}
      onClose={onClose}
    >
      <p>{suspended ? words.suspendText : words.resumeText}</p>
    </ConfirmChange>
  )
}

function Remove({ member, onClose }: MemberActionProps) {
  const { team: words } = useWords()
  return (
    <ConfirmChange
      danger
      route="DELETE /team/{person}"
      input={{ params: { person: member.id } }}
      stale={staleTeam}
      title={words.removeTitle(member.name)}
      action={words.remove}
      done={words.wasRemoved(member.name)}
      onClose={onClose}
    >
      <p>{words.removeText}</p>
    </ConfirmChange>
  )
}
