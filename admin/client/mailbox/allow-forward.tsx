// Allows a forward out of the département: where to, why, and until when.

import { type FormEvent, useState } from 'react'
import { Button } from '#ui/control/button.tsx'
import { TextField } from '#ui/control/text-field.tsx'
import { Dialog, DialogActions } from '#ui/overlay/dialog.tsx'
import { sayDone } from '#ui/overlay/toast.tsx'
import { fieldProblem } from '../failure.tsx'
import { FormProblem } from '../form-problem.tsx'
import { useChange } from '../queries.ts'
import { useWords } from '../words/words.tsx'
import { dayOf, endOfDay } from '../written.ts'
import { mailboxChanges } from './mailbox-view.ts'

interface AllowForwardProps {
  readonly mailbox: string
  readonly onClose: () => void
}

const inThreeMonths = (): string => dayOf(new Date(Date.now() + 90 * 86_400_000).toISOString())

export function AllowForward({ mailbox, onClose }: AllowForwardProps) {
  const words = useWords()
  const say = words.mailboxes.forwards
  const allow = useChange('PUT /mailboxes/{mailbox}/external-forwards/{target}', mailboxChanges)
  const [form, setForm] = useState({ target: '', reason: '', until: inThreeMonths() })
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    const until = endOfDay(form.until)
    if (until === null) return
    try {
      await allow.mutateAsync({
        params: { mailbox, target: form.target.trim() },
        body: { reason: form.reason, until },
      })
      sayDone({ text: say.allowed(form.target.trim()) })
      onClose()
    } catch {
      // Said beside the fields and above the buttons.
    }
  }
  return (
    <Dialog title={say.allowTitle} isOpen onClose={onClose} stays>
      <form className="form" onSubmit={(event) => void submit(event)}>
        <p className="dialog-text">{say.outsideNote}</p>
        <TextField
          label={say.target}
          isRequired
          autoFocus
          type="email"
          value={form.target}
          onChange={(target) => setForm({ ...form, target })}
          error={fieldProblem(allow.error, 'target', words)}
        />
        <TextField
          label={say.reason}
          hint={say.reasonHint}
          isRequired
          value={form.reason}
          onChange={(reason) => setForm({ ...form, reason })}
          error={fieldProblem(allow.error, 'reason', words)}
        />
        <TextField
          label={say.until}
          hint={say.untilHint}
          isRequired
          type="date"
          value={form.until}
          onChange={(until) => setForm({ ...form, until })}
          error={fieldProblem(allow.error, 'until', words)}
        />
        <FormProblem error={allow.error} />
        <DialogActions>
          <Button onPress={onClose}>{words.common.cancel}</Button>
          <Button type="submit" look="primary" isPending={allow.isPending}>
            {say.allow}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
