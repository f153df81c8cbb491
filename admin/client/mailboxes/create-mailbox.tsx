// A new mailbox: an office's, or one person's own, who may be new too.

import { useState } from 'react'
import { useLocation } from 'wouter'
import { ProblemError } from '#ui/api/problem-error.ts'
import { Select } from '#ui/control/select.tsx'
import { TextField } from '#ui/control/text-field.tsx'
import { sayDone } from '#ui/overlay/toast.tsx'
import { fieldProblem } from '../failure.tsx'
import { AddressField, type NewAddress } from '../form/address-field.tsx'
import { CommuneField, useOwnCommune } from '../form/commune-field.tsx'
import { endOfDay, readGigabytes } from '../form/field-values.ts'
import { FormDialog } from '../form/form-dialog.tsx'
import { FormProblem } from '../form/form-problem.tsx'
import { useAnswer, useChange } from '../queries.ts'
import { useWords } from '../words/words.tsx'
import { mailboxChanges } from './mailbox-view.ts'

interface CreateMailboxProps {
  readonly commune: string | null
  readonly onClose: () => void
}

const kinds = ['shared', 'personal'] as const
const someoneNew = '-'

export function CreateMailbox({ commune: given, onClose }: CreateMailboxProps) {
  const words = useWords()
  const say = words.mailboxes.createDialog
  const [, navigate] = useLocation()
  const create = useChange('POST /communes/{commune}/mailboxes', mailboxChanges)
  const fixed = useOwnCommune(given)
  const [chosen, setChosen] = useState<string | null>(null)
  const [kind, setKind] = useState<(typeof kinds)[number]>('shared')
  const [address, setAddress] = useState<NewAddress>({ localPart: '', domain: null })
  const [form, setForm] = useState({ name: '', quota: '1', expiresAt: '', owner: someoneNew })
  const [quotaWrong, setQuotaWrong] = useState(false)
  const commune = fixed ?? chosen

  const submit = async (): Promise<void> => {
    const quotaBytes = readGigabytes(form.quota)
    setQuotaWrong(quotaBytes === null)
    if (quotaBytes === null || commune === null || address.domain === null) return
    const owner = form.owner === someoneNew ? { name: form.name } : { person: form.owner }
    try {
      const made = await create.mutateAsync({
        params: { commune },
        body: {
          localPart: address.localPart,
          domain: address.domain,
          kind,
          quotaBytes,
          expiresAt: endOfDay(form.expiresAt),
          ...(kind === 'personal' ? { owner } : { name: form.name }),
        },
      })
      sayDone({ text: say.created(made.address) })
      onClose()
      navigate(`/boites/${made.id}`)
    } catch {
      // Said beside the fields and above the buttons.
    }
  }

  const exists = create.error instanceof ProblemError && create.error.code === 'already-exists'
  return (
    <FormDialog
      title={say.title}
      action={say.submit}
      error={exists ? null : create.error}
      isPending={create.isPending}
      onSubmit={submit}
      onClose={onClose}
    >
      {fixed === null && <CommuneField value={chosen} onChange={setChosen} />}
      <Select
        label={say.kind}
        value={kind}
        onChange={setKind}
        hint={say.kindsAre[kind]}
        options={kinds.map((each) => ({ value: each, label: words.mailboxes.kinds[each] }))}
      />
      <AddressField
        commune={commune}
        value={address}
        onChange={setAddress}
        error={exists ? say.exists : fieldProblem(create.error, 'localPart', words)}
      />
      {kind === 'personal' && commune !== null && (
        <OwnerField commune={commune} value={form.owner} onChange={(owner) => setForm({ ...form, owner })} />
      )}
      {(kind === 'shared' || form.owner === someoneNew) && (
        <TextField
          label={kind === 'shared' ? say.name : say.ownerName}
          {...(kind === 'shared' ? { hint: say.nameHint } : {})}
          isRequired={kind === 'personal'}
          value={form.name}
          onChange={(name) => setForm({ ...form, name })}
          error={fieldProblem(create.error, 'name', words)}
        />
      )}
      <div className="form-pair">
        <TextField
          label={say.quota}
          isRequired
          inputMode="decimal"
          value={form.quota}
          onChange={(quota) => setForm({ ...form, quota })}
          error={quotaWrong ? words.directory.notSize : fieldProblem(create.error, 'quotaBytes', words)}
        />
        <TextField
          label={say.expiresAt}
          type="date"
          value={form.expiresAt}
          onChange={(expiresAt) => setForm({ ...form, expiresAt })}
          error={fieldProblem(create.error, 'expiresAt', words)}
        />
      </div>
    </FormDialog>
  )
}

interface OwnerFieldProps {
  readonly commune: string
  readonly value: string
  readonly onChange: (owner: string) => void
}

const most = 200

function OwnerField({ commune, value, onChange }: OwnerFieldProps) {
  const say = useWords().mailboxes.createDialog
  const { data, error } = useAnswer('GET /persons', { query: { commune, limit: most } })
  return (
    <>
      <Select
        label={say.owner}
        value={value}
        onChange={onChange}
        options={[
          { value: someoneNew, label: say.newOwner },
          ...(data?.rows ?? []).map(({ id, name, email }) => ({ value: id, label: name, hint: email })),
        ]}
      />
      <FormProblem error={error} />
    </>
  )
}
