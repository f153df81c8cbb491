// Asks that somebody's lost second factor is taken away; another person must agree.

import { useState } from 'react'
import { TextField } from '#ui/control/text-field.tsx'
import { sayDone } from '#ui/overlay/toast.tsx'
import { fieldProblem } from '../../failure.tsx'
import { FormDialog } from '../../form/form-dialog.tsx'
import { FactorApprovers } from '../../persons/factor-approvers.tsx'
import { useChange } from '../../queries.ts'
import { useWords } from '../../words/words.tsx'
import type { MemberActionProps } from './member.ts'

export function AskReset({ member, onClose }: MemberActionProps) {
  const all = useWords()
  const words = all.team
  const [reason, setReason] = useState('')
  const ask = useChange('POST /factor-resets', ['/factor-resets', '/audit', '/to-do'])
  return (
    <FormDialog
      title={words.lostFactorOf(member.name)}
      action={words.askReset}
      error={ask.error}
      isPending={ask.isPending}
      onSubmit={() => {
        ask.mutate(
          { body: { person: member.id, reason } },
          {
            onSuccess: () => {
              sayDone({ text: words.resetAsked })
              onClose()
            },
          },
        )
      }}
      onClose={onClose}
    >
      <p>{words.lostFactorText}</p>
      <FactorApprovers person={member} />
      <TextField
        label={words.reason}
        hint={words.reasonHint}
        value={reason}
        onChange={setReason}
        error={fieldProblem(ask.error, 'reason', all)}
        isRequired
        autoFocus
      />
    </FormDialog>
  )
}
