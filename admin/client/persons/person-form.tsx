// Name and role of a person of a commune, and the suspension that closes all their ways in.

import { type FormEvent, useState } from 'react'
import { Button } from '#ui/control/button.tsx'
import { Select } from '#ui/control/select.tsx'
import { TextField } from '#ui/control/text-field.tsx'
import { DialogActions } from '#ui/overlay/dialog-actions.tsx'
import { sayDone } from '#ui/overlay/toast.tsx'
import { fieldProblem } from '../failure.tsx'
import { ConfirmChange } from '../form/confirm-change.tsx'
import { EditConflict } from '../form/edit-conflict.tsx'
import { FormProblem } from '../form/form-problem.tsx'
import { useRevised } from '../form/revised-form.ts'
import { useUnsaved } from '../form/unsaved.ts'
import { useChange } from '../queries.ts'
import { useWords } from '../words/words.tsx'
import type { PersonRow } from './person-row.ts'
import { communeRoles, personChanges } from './person-row.ts'

const formOf = ({ name, role }: PersonRow) => ({
  name,
  role: role === 'manager' ? role : ('member' as const),
})

export function PersonForm({ person }: { readonly person: PersonRow }) {
  const words = useWords()
  const say = words.persons.dialog
  const save = useChange('PATCH /persons/{person}', personChanges)
  const revised = useRevised(person, formOf)
  const [suspending, setSuspending] = useState(false)
  const { form, changes, clash } = revised
  useUnsaved(Object.keys(changes).length > 0)
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    try {
      const saved = await save.mutateAsync({
        params: { person: person.id },
        body: { revision: revised.base.revision, ...changes },
      })
      revised.settle(saved)
      sayDone({ text: say.saved(saved.name) })
    } catch (error) {
      revised.notice(error)
    }
  }
  return (
    <form className="form person-part" onSubmit={(event) => void submit(event)}>
      <div className="form-pair">
        <TextField
          label={say.name}
          isRequired
          value={form.name}
          onChange={(name) => revised.change({ name })}
          error={fieldProblem(save.error, 'name', words)}
        />
        <Select
          label={say.role}
          value={form.role}
          onChange={(role) => revised.change({ role })}
          options={communeRoles.map((role) => ({
            value: role,
            label: words.roles[role],
            hint: words.rolesAre[role],
          }))}
        />
      </div>
      {clash === null ? (
        <FormProblem error={save.error} />
      ) : (
        <EditConflict
          fields={[
            [say.name, revised.base.name, clash.name, form.name],
            [say.role, words.roles[revised.base.role], words.roles[clash.role], words.roles[form.role]],
          ]}
          onResume={revised.resume}
          onDrop={revised.drop}
        />
      )}
      <DialogActions>
        <Button
          look={person.suspendedAt === null ? 'danger' : 'secondary'}
          onPress={() => setSuspending(true)}
        >
          {person.suspendedAt === null ? say.suspend : say.resume}
        </Button>
        <Button
          type="submit"
          look="primary"
          isPending={save.isPending}
          isDisabled={clash !== null || Object.keys(changes).length === 0}
        >
          {words.common.save}
        </Button>
      </DialogActions>
      {suspending && <SuspendPerson person={person} onClose={() => setSuspending(false)} />}
    </form>
  )
}

function SuspendPerson({ person, onClose }: { readonly person: PersonRow; readonly onClose: () => void }) {
  const say = useWords().persons.dialog
  const resuming = person.suspendedAt !== null
  return (
    <ConfirmChange
      danger={!resuming}
      route="PUT /persons/{person}/suspension"
      input={{
        params: { person: person.id },
        body: { revision: person.revision, suspended: !resuming },
      }}
      stale={personChanges}
      title={resuming ? say.resumeTitle(person.name) : say.suspendTitle(person.name)}
      action={resuming ? say.resumeAction : say.suspendAction}
      done={resuming ? say.resumed(person.name) : say.suspended(person.name)}
      onClose={onClose}
    >
      <p>{resuming ? say.resumeText : say.suspendText}</p>
    </ConfirmChange>
  )
}
