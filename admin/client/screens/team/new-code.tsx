// A new code for a first access, or for somebody who forgot the password; the older ones end.

import { Button } from '#ui/control/button.tsx'
import { Dialog } from '#ui/overlay/dialog.tsx'
import { DialogActions } from '#ui/overlay/dialog-actions.tsx'
import { FormProblem } from '../../form/form-problem.tsx'
import { IssuedCode } from '../../issued-code/issued-code.tsx'
import { useChange } from '../../queries.ts'
import { useWords } from '../../words/words.tsx'
import type { MemberActionProps } from './member.ts'

export function NewCode({ member, onClose }: MemberActionProps) {
  const { team: words, common } = useWords()
  const issue = useChange('POST /persons/{person}/activation', ['/team', '/audit'])
  const shown = issue.data !== undefined
  return (
    <Dialog title={words.codeFor(member.name)} isOpen onClose={onClose} stays={shown}>
      {issue.data !== undefined ? (
        <IssuedCode again={issue.variables.body.reset === true} issued={issue.data} onClose={onClose} />
      ) : (
        <div className="form">
          <p>{member.activated ? words.resetText : words.codeText}</p>
          <FormProblem error={issue.error} />
          <DialogActions>
            <Button onPress={onClose}>{common.cancel}</Button>
            <Button
              look="primary"
              isPending={issue.isPending}
              onPress={() =>
                issue.mutate({ params: { person: member.id }, body: { reset: member.activated } })
              }
            >
              {words.giveCode}
            </Button>
          </DialogActions>
        </div>
      )}
    </Dialog>
  )
}
