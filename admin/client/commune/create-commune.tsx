// A commune by itself, without domain or mailbox: for many at once there is the welcome.

import { type FormEvent, useState } from 'react'
import { useLocation } from 'wouter'
import { Button } from '#ui/control/button.tsx'
import { TextField } from '#ui/control/text-field.tsx'
import { Dialog, DialogActions } from '#ui/overlay/dialog.tsx'
import { sayDone } from '#ui/overlay/toast.tsx'
import { ProblemError } from '../api.ts'
import { fieldProblem } from '../failure.tsx'
import { FormProblem } from '../form-problem.tsx'
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
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
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
    <Dialog title={words.communes.create} isOpen onClose={onClose} stays>
      <form className="form" onSubmit={(event) => void submit(event)}>
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
        {!exists && <FormProblem error={create.error} />}
        <DialogActions>
          <Button onPress={onClose}>{words.common.cancel}</Button>
          <Button type="submit" look="primary" isPending={create.isPending}>
            {say.submit}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
