// What may be done with the access of a member of the team; each asks first and says what it will do.

import { AlertDialog } from '#ui/overlay/dialog.tsx'
import { sayDone } from '#ui/overlay/toast.tsx'
import { FormProblem } from '../../form-problem.tsx'
import { useChange } from '../../queries.ts'
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
  const suspend = useChange('PUT /team/{person}/suspension', staleTeam)
  return (
    <AlertDialog
      title={suspended ? words.suspendTitle(member.name) : words.resumeTitle(member.name)}
      action={suspended ? words.suspend : words.resume}
      danger={suspended}
      isOpen
      onClose={onClose}
      onConfirm={async () =>
        await suspend
          .mutateAsync({ params: { person: member.id }, body: { revision: member.revision, suspended } })
          .then(() =>
            sayDone({ text: suspended ? words.wasSuspended(member.name) : words.wasResumed(member.name) }),
          )
          .catch(() => false)
      }
    >
      <p>{suspended ? words.suspendText : words.resumeText}</p>
      <FormProblem error={suspend.error} />
    </AlertDialog>
  )
}

function Remove({ member, onClose }: MemberActionProps) {
  const { team: words } = useWords()
  const remove = useChange('DELETE /team/{person}', staleTeam)
  return (
    <AlertDialog
      title={words.removeTitle(member.name)}
      action={words.remove}
      danger
      isOpen
      onClose={onClose}
      onConfirm={async () =>
        await remove
          .mutateAsync({ params: { person: member.id } })
          .then(() => sayDone({ text: words.wasRemoved(member.name) }))
          .catch(() => false)
      }
    >
      <p>{words.removeText}</p>
      <FormProblem error={remove.error} />
    </AlertDialog>
  )
}
