// Gives somebody access to a mailbox, or changes what they may do there and until when.

import { useState } from 'react'
import { ProblemError } from '#ui/api/problem-error.ts'
import { Select } from '#ui/control/select.tsx'
import { TextField } from '#ui/control/text-field.tsx'
import { sayDone } from '#ui/overlay/toast.tsx'
import { fieldProblem } from '../failure.tsx'
import { dayOf, endOfDay } from '../form/field-values.ts'
import { FormDialog } from '../form/form-dialog.tsx'
import { useChange } from '../queries.ts'
import { useWords } from '../words/words.tsx'
import type { AccessRow } from './mailbox-view.ts'
import { type MailboxView, mailboxChanges } from './mailbox-view.ts'

const roles = ['read', 'write', 'send', 'manage'] as const

interface AccessDialogProps {
  readonly mailbox: MailboxView
  /** Null: a new one. */
  readonly access: AccessRow | null
  readonly onClose: () => void
}

export function AccessDialog({ mailbox, access, onClose }: AccessDialogProps) {
  const words = useWords()
  const say = words.mailboxes.access
  const add = useChange('POST /mailboxes/{mailbox}/access', mailboxChanges)
  const change = useChange('PUT /mailboxes/{mailbox}/access/{person}', mailboxChanges)
  const [email, setEmail] = useState('')
  const [role, setRole] = useState(roles.find((each) => each === access?.role) ?? 'send')
  const [until, setUntil] = useState(dayOf(access?.until ?? null))
  const error = add.error ?? change.error

  const submit = async (): Promise<void> => {
    const term = { role, until: endOfDay(until) }
    try {
      if (access === null) {
        const added = await add.mutateAsync({ params: { mailbox: mailbox.id }, body: { email, ...term } })
        sayDone({ text: say.added(added.person.name) })
      } else {
        const { person } = access
        await change.mutateAsync({ params: { mailbox: mailbox.id, person: person.id }, body: term })
        sayDone({ text: say.changed(person.name) })
      }
      onClose()
    } catch {
      // Said beside the fields and above the buttons.
    }
  }

  const unknown = error instanceof ProblemError && error.fields.has('email')
  return (
    <FormDialog
      title={access === null ? say.addTitle(mailbox.address) : say.changeTitle(access.person.name)}
      action={access === null ? say.submit : words.common.save}
      error={unknown ? null : error}
      isPending={add.isPending || change.isPending}
      onSubmit={submit}
      onClose={onClose}
    >
      {access === null && (
        <TextField
          label={say.person}
          hint={say.personHint}
          isRequired
          autoFocus
          type="email"
          value={email}
          onChange={setEmail}
          error={unknown ? say.unknown : null}
        />
      )}
      <Select
        label={say.role}
        value={role}
        onChange={setRole}
        options={roles.map((each) => ({ value: each, label: say.roles[each], hint: say.rolesAre[each] }))}
      />
      <TextField
        label={words.directory.until}
        hint={words.directory.untilHint}
        type="date"
        value={until}
        onChange={setUntil}
        error={fieldProblem(error, 'until', words)}
      />
    </FormDialog>
  )
}
