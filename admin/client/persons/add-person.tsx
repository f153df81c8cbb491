// A new person, without password: their letter gives the first access.

import { useState } from 'react'
import { ProblemError } from '#ui/api/problem-error.ts'
import { Select } from '#ui/control/select.tsx'
import { TextField } from '#ui/control/text-field.tsx'
import { sayDone } from '#ui/overlay/toast.tsx'
import { fieldProblem } from '../failure.tsx'
import { CommuneField, useOwnCommune } from '../form/commune-field.tsx'
import { FormDialog } from '../form/form-dialog.tsx'
import { useChange } from '../queries.ts'
import { useWords } from '../words/words.tsx'
import { communeRoles, personChanges } from './person-row.ts'

interface AddPersonProps {
  /** Null: chosen here. */
  readonly commune: string | null
  readonly onClose: () => void
}

export function AddPerson({ commune: given, onClose }: AddPersonProps) {
  const words = useWords()
  const say = words.persons.addDialog
  const add = useChange('POST /communes/{commune}/persons', personChanges)
  const fixed = useOwnCommune(given)
  const [chosen, setChosen] = useState<string | null>(null)
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [role, setRole] = useState<(typeof communeRoles)[number]>('member')
  const commune = fixed ?? chosen
  const submit = async (): Promise<void> => {
    if (commune === null) return
    try {
      const made = await add.mutateAsync({ params: { commune }, body: { name, email, role } })
      sayDone({ text: say.added(made.name) })
      onClose()
    } catch {
      // Said beside the fields and above the buttons.
    }
  }
  const exists = add.error instanceof ProblemError && add.error.code === 'already-exists'
  return (
    <FormDialog
      title={say.title}
      action={say.submit}
      error={exists ? null : add.error}
      isPending={add.isPending}
      isDisabled={commune === null}
      onSubmit={submit}
      onClose={onClose}
    >
      {fixed === null && <CommuneField value={chosen} onChange={setChosen} />}
      <TextField
        label={say.name}
        isRequired
        value={name}
        onChange={setName}
        error={fieldProblem(add.error, 'name', words)}
      />
      <TextField
        label={say.email}
        hint={say.emailHint}
        isRequired
        type="email"
        value={email}
        onChange={setEmail}
        error={exists ? say.exists : fieldProblem(add.error, 'email', words)}
      />
      <Select
        label={say.role}
        value={role}
        onChange={setRole}
        options={communeRoles.map((each) => ({
          value: each,
          label: words.roles[each],
          hint: words.rolesAre[each],
        }))}
      />
    </FormDialog>
  )
}
