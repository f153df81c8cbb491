// Another role for somebody of the team; their sessions end, so that the new one counts at once.

import { useState } from 'react'
import { sayDone } from '#ui/overlay/toast.tsx'
import { FormDialog } from '../../form/form-dialog.tsx'
import { useChange } from '../../queries.ts'
import { useWords } from '../../words/words.tsx'
import { type MemberActionProps, staleTeam } from './member.ts'
import { RoleChoice } from './role-choice.tsx'

export function ChangeRole({ member, onClose }: MemberActionProps) {
  const { team: words, roles } = useWords()
  const [role, setRole] = useState(member.role)
  const change = useChange('PATCH /team/{person}', staleTeam)
  return (
    <FormDialog
      title={words.roleOf(member.name)}
      action={words.changeRole}
      error={change.error}
      isPending={change.isPending}
      isDisabled={role === member.role}
      onSubmit={() => {
        change.mutate(
          { params: { person: member.id }, body: { revision: member.revision, role } },
          {
            onSuccess: () => {
              sayDone({ text: words.hasRole(member.name, roles[role]) })
              onClose()
            },
          },
        )
      }}
      onClose={onClose}
    >
      <RoleChoice value={role} onChange={setRole} />
      <p className="quiet">{words.roleEnds}</p>
    </FormDialog>
  )
}
