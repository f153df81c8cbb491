// A new list.

import { useState } from 'react'
import { ProblemError } from '#ui/api/problem-error.ts'
import { sayDone } from '#ui/overlay/toast.tsx'
import { fieldProblem } from '../failure.tsx'
import { AddressField, type NewAddress } from '../form/address-field.tsx'
import { readLines } from '../form/address-lines.ts'
import { CommuneField, useOwnCommune } from '../form/commune-field.tsx'
import { FormDialog } from '../form/form-dialog.tsx'
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
  const submit = async (): Promise<void> => {
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
    <FormDialog
      title={say.addTitle}
      action={say.submit}
      error={exists ? null : add.error}
      isPending={add.isPending}
      isDisabled={commune === null}
      onSubmit={submit}
      onClose={onClose}
    >
      {fixed === null && <CommuneField value={chosen} onChange={setChosen} />}
      {commune !== null && (
        <AddressField
          commune={commune}
          value={address}
          onChange={setAddress}
          error={exists ? say.exists : fieldProblem(add.error, 'localPart', words)}
        />
      )}
      <ListFields
        form={form}
        onChange={(part) => setForm({ ...form, ...part })}
        error={add.error}
        sent={add.variables?.body.members ?? []}
      />
    </FormDialog>
  )
}
