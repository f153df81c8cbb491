// A new list, and an existing one with its members.

import { type FormEvent, useState } from 'react'
import { Button } from '#ui/control/button.tsx'
import { Select } from '#ui/control/select.tsx'
import { TextField } from '#ui/control/text-field.tsx'
import { Dialog, DialogActions } from '#ui/overlay/dialog.tsx'
import { sayDone } from '#ui/overlay/toast.tsx'
import { Skeleton } from '#ui/page/states.tsx'
import type { AdminAnswer } from '../../contract/all.ts'
import { AddressField, type NewAddress } from '../address-field.tsx'
import { ProblemError } from '../api.ts'
import { Clash } from '../clash.tsx'
import { CommuneField, useOwnCommune } from '../commune-field.tsx'
import { Failure, fieldProblem } from '../failure.tsx'
import { FormProblem } from '../form-problem.tsx'
import { readLines, writeLines } from '../lines.ts'
import { useAnswer, useChange } from '../queries.ts'
import { useRevised } from '../revised.ts'
import { useWords } from '../words/words.tsx'
import { addressChanges } from './alias-row.ts'

type ListView = AdminAnswer<'GET /lists/{list}'>

const senders = ['anyone', 'department', 'members'] as const

interface ListForm {
  readonly name: string
  readonly senders: (typeof senders)[number]
  readonly members: string
}

interface FieldsProps {
  readonly form: ListForm
  readonly onChange: (part: Partial<ListForm>) => void
  readonly error: unknown
}

function ListFields({ form, onChange, error }: FieldsProps) {
  const words = useWords()
  const say = words.addresses.lists
  return (
    <>
      <TextField
        label={say.name}
        isRequired
        value={form.name}
        onChange={(name) => onChange({ name })}
        error={fieldProblem(error, 'name', words)}
      />
      <Select
        label={say.sendersLabel}
        value={form.senders}
        onChange={(chosen) => onChange({ senders: chosen })}
        options={senders.map((each) => ({ value: each, label: say.senders[each] }))}
      />
      <TextField
        label={say.members}
        hint={`${say.membersHint} ${say.membersCount(readLines(form.members).length)}.`}
        lines={6}
        value={form.members}
        onChange={(members) => onChange({ members })}
        error={wrongMember(error) ? say.wrong : null}
      />
    </>
  )
}

/** A pointer into the members ends with the place of one of them. */
const wrongMember = (error: unknown): boolean =>
  error instanceof ProblemError &&
  [...error.fields.keys()].some((name) => name === 'members' || /^\d+$/.test(name))

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

interface ChangeListProps {
  readonly id: string
  readonly address: string
  readonly onClose: () => void
}

export function ChangeList({ id, address, onClose }: ChangeListProps) {
  const say = useWords().addresses.lists
  const { data, error, refetch } = useAnswer('GET /lists/{list}', { params: { list: id } })
  return (
    <Dialog title={say.changeTitle(address)} isOpen onClose={onClose} stays>
      {data !== undefined ? (
        <ChangeForm list={data} onClose={onClose} />
      ) : error === null ? (
        <Skeleton rows={5} />
      ) : (
        <Failure error={error} onRetry={() => void refetch()} />
      )}
    </Dialog>
  )
}

const formOf = (list: ListView): ListForm => ({
  name: list.name,
  senders: list.senders,
  members: writeLines(list.memberAddresses),
})

function ChangeForm({ list, onClose }: { readonly list: ListView; readonly onClose: () => void }) {
  const words = useWords()
  const say = words.addresses.lists
  const save = useChange('PATCH /lists/{list}', addressChanges)
  const revised = useRevised(list, formOf)
  const { form, changes, clash } = revised
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    try {
      const { members, ...others } = changes
      await save.mutateAsync({
        params: { list: list.id },
        body: {
          revision: revised.base.revision,
          ...others,
          ...(members === undefined ? {} : { members: readLines(members) }),
        },
      })
      sayDone({ text: say.saved(list.address) })
      onClose()
    } catch (error) {
      revised.notice(error)
    }
  }
  return (
    <form className="form" onSubmit={(event) => void submit(event)}>
      <ListFields form={form} onChange={revised.change} error={save.error} />
      {clash === null ? (
        <FormProblem error={save.error} />
      ) : (
        <Clash
          fields={[
            [say.name, revised.base.name, clash.name, form.name],
            [
              say.sendersLabel,
              say.senders[revised.base.senders],
              say.senders[clash.senders],
              say.senders[form.senders],
            ],
            [
              say.members,
              revised.base.memberAddresses.join(', '),
              clash.memberAddresses.join(', '),
              readLines(form.members).join(', '),
            ],
          ]}
          onResume={revised.resume}
          onDrop={revised.drop}
        />
      )}
      <DialogActions>
        <Button onPress={onClose}>{words.common.cancel}</Button>
        <Button type="submit" look="primary" isPending={save.isPending} isDisabled={clash !== null}>
          {words.common.save}
        </Button>
      </DialogActions>
    </form>
  )
}
