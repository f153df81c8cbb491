// A new list.

import { type FormEvent, useState } from 'react'
import { Button } from '#ui/control/button.tsx'
import { Dialog, DialogActions } from '#ui/overlay/dialog.tsx'
import { sayDone } from '#ui/overlay/toast.tsx'
import { AddressField, type NewAddress } from '../address-field.tsx'
import { ProblemError } from '../api.ts'
import { CommuneField, useOwnCommune } from '../commune-field.tsx'
import { fieldProblem } from '../failure.tsx'
import { FormProblem } from '../form-problem.tsx'
import { readLines } from '../lines.ts'
import { useChange } from '../queries.ts'
import { useWords } from '../words/words.tsx'
import { addressChanges } from './alias-row.ts'
import { ListFields, type ListForm } from './list-fields.tsx'

interface AddListProps {
  readonly commune: string | null
  readonly onClose: () => void
}

export function AddList({ commune: given, onClose }: AddListProps) {
  const words = useWords()
  const say = words.addresses.lists
  const add = useChange('POST /communes/{commune}/lists', addressChanges)
  const fixed = useOwnCommune(given)
  const [chosen, setChosen] = useState<string | null>(null)
  const [address, setAddress] = useState<NewAddress>({ localPart: '', domain: null })
  const [form, setForm] = useState<ListForm>({ name: '', senders: 'anyone', members: '' })
  const commune = fixed ?? chosen
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (commune === null || address.domain === null) return
    try {
      const made = await add.mutateAsync({
        params: { commune },
        body: {
          localPart: address.localPart,
          domain: address.domain,
          name: form.name,
          senders: form.senders,
          members: readLines(form.members),
        },
      })
      sayDone({ text: say.added(made.address) })
      onClose()
    } catch {
      // Said beside the fields and above the buttons.
    }
  }
  const exists = add.error instanceof ProblemError && add.error.code === 'already-exists'
  return (
    <Dialog title={say.addTitle} isOpen onClose={onClose} stays>
      <form className="form" onSubmit={(event) => void submit(event)}>
        {fixed === null && <CommuneField value={chosen} onChange={setChosen} />}
        {commune !== null && (
          <AddressField
            commune={commune}
            value={address}
            onChange={setAddress}
            error={exists ? say.exists : fieldProblem(add.error, 'localPart', words)}
          />
        )}
        <ListFields form={form} onChange={(part) => setForm({ ...form, ...part })} error={add.error} />
        {!exists && <FormProblem error={add.error} />}
        <DialogActions>
          <Button onPress={onClose}>{words.common.cancel}</Button>
          <Button type="submit" look="primary" isPending={add.isPending} isDisabled={commune === null}>
            {say.submit}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
