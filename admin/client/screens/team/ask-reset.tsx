// Asks that somebody's lost second factor is taken away; another person must agree.

import { useState } from 'react'
import { Button } from '#ui/control/button.tsx'
import { TextField } from '#ui/control/text-field.tsx'
import { Dialog, DialogActions } from '#ui/overlay/dialog.tsx'
import { sayDone } from '#ui/overlay/toast.tsx'
import { fieldProblem } from '../../failure.tsx'
import { FormProblem } from '../../form-problem.tsx'
import { useChange } from '../../queries.ts'
import { useWords } from '../../words/words.tsx'
import type { MemberActionProps } from './member.ts'

export function AskReset({ member, onClose }: MemberActionProps) {
  const all = useWords()
  const { team: words, common } = all
  const [reason, setReason] = useState('')
  const ask = useChange('POST /factor-resets', ['/factor-resets', '/audit', '/to-do'])
  return (
    <Dialog title={words.lostFactorOf(member.name)} isOpen onClose={onClose}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault()
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
      >
        <p>{words.lostFactorText}</p>
        <TextField
          label={words.reason}
          hint={words.reasonHint}
          value={reason}
          onChange={setReason}
          error={fieldProblem(ask.error, 'reason', all)}
          isRequired
          autoFocus
        />
        <FormProblem error={ask.error} />
        <DialogActions>
          <Button onPress={onClose}>{common.cancel}</Button>
          <Button look="primary" type="submit" isPending={ask.isPending}>
            {words.askReset}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
