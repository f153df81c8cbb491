// Another role for somebody of the team; their sessions end, so that the new one counts at once.

import { useState } from 'react'
import { Button } from '#ui/control/button.tsx'
import { Dialog, DialogActions } from '#ui/overlay/dialog.tsx'
import { sayDone } from '#ui/overlay/toast.tsx'
import { FormProblem } from '../../form-problem.tsx'
import { useChange } from '../../queries.ts'
import { useWords } from '../../words/words.tsx'
import { type MemberActionProps, staleTeam } from './member.ts'
import { RoleChoice } from './role-choice.tsx'

export function ChangeRole({ member, onClose }: MemberActionProps) {
  const { team: words, common, roles } = useWords()
  const [role, setRole] = useState(member.role)
  const change = useChange('PATCH /team/{person}', staleTeam)
  return (
    <Dialog title={words.roleOf(member.name)} isOpen onClose={onClose}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault()
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
      >
        <RoleChoice value={role} onChange={setRole} />
        <p className="quiet">{words.roleEnds}</p>
        <FormProblem error={change.error} />
        <DialogActions>
          <Button onPress={onClose}>{common.cancel}</Button>
          <Button look="primary" type="submit" isPending={change.isPending} isDisabled={role === member.role}>
            {words.changeRole}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
