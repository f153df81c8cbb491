// Allows a forward out of the département: where to, why, and until when.

import { useState } from 'react'
import { TextField } from '#ui/control/text-field.tsx'
import { sayDone } from '#ui/overlay/toast.tsx'
import { fieldProblem } from '../failure.tsx'
import { dayOf, endOfDay } from '../form/field-values.ts'
import { FormDialog } from '../form/form-dialog.tsx'
import { useChange } from '../queries.ts'
import { useWords } from '../words/words.tsx'
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
  const submit = async (): Promise<void> => {
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
    <FormDialog
      title={say.allowTitle}
      action={say.allow}
      error={allow.error}
      isPending={allow.isPending}
      onSubmit={submit}
      onClose={onClose}
    >
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
    </FormDialog>
  )
}
