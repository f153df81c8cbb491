// A commune by itself, without domain or mailbox: for many at once there is the welcome.

import { useState } from 'react'
import { useLocation } from 'wouter'
import { ProblemError } from '#ui/api/problem-error.ts'
import { TextField } from '#ui/control/text-field.tsx'
import { sayDone } from '#ui/overlay/toast.tsx'
import { fieldProblem } from '../failure.tsx'
import { FormDialog } from '../form/form-dialog.tsx'
import { useChange } from '../queries.ts'
import { useWords } from '../words/words.tsx'
import { communeChanges } from './suspend-commune.tsx'

export function CreateCommune({ onClose }: { readonly onClose: () => void }) {
  const words = useWords()
  const say = words.communes.createDialog
  const [, navigate] = useLocation()
  const create = useChange('POST /communes', communeChanges)
  const [form, setForm] = useState({ name: '', inseeCode: '', postcode: '', population: '' })
  const [key] = useState(() => crypto.randomUUID())
  const submit = async (): Promise<void> => {
    try {
      const made = await create.mutateAsync({
        body: {
          name: form.name,
          inseeCode: form.inseeCode.trim().toUpperCase(),
          postcode: form.postcode.trim() === '' ? null : form.postcode.trim(),
          population: form.population.trim() === '' ? null : Number(form.population),
        },
        key: `${key}-${form.inseeCode}`,
      })
      sayDone({ text: say.made(made.name) })
      onClose()
      navigate(`/communes/${made.id}`)
    } catch {
      // Said beside the fields and above the buttons.
    }
  }
  const exists = create.error instanceof ProblemError && create.error.code === 'already-exists'
  return (
    <FormDialog
      title={words.communes.create}
      action={say.submit}
      error={exists ? null : create.error}
      isPending={create.isPending}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField
        label={say.name}
        isRequired
        autoFocus
        value={form.name}
        onChange={(name) => setForm({ ...form, name })}
        error={fieldProblem(create.error, 'name', words)}
      />
      <TextField
        label={say.inseeCode}
        hint={say.inseeHint}
        isRequired
        value={form.inseeCode}
        onChange={(inseeCode) => setForm({ ...form, inseeCode })}
        error={exists ? say.exists : fieldProblem(create.error, 'inseeCode', words)}
      />
      <div className="form-pair">
        <TextField
          label={say.postcode}
          inputMode="numeric"
          value={form.postcode}
          onChange={(postcode) => setForm({ ...form, postcode })}
          error={fieldProblem(create.error, 'postcode', words)}
        />
        <TextField
          label={say.population}
          inputMode="numeric"
          value={form.population}
          onChange={(population) => setForm({ ...form, population })}
          error={fieldProblem(create.error, 'population', words)}
        />
      </div>
    </FormDialog>
  )
}
