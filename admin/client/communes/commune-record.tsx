// What is known of a commune, to be changed: name, codes, population, and the quota that its mailboxes share.

import { useState } from 'react'
import { TextField } from '#ui/control/text-field.tsx'
import { Dialog } from '#ui/overlay/dialog.tsx'
import { sayDone } from '#ui/overlay/toast.tsx'
import { Skeleton } from '#ui/page/states.tsx'
import { Failure, fieldProblem } from '../failure.tsx'
import { DialogForm } from '../form/dialog-form.tsx'
import { EditConflict } from '../form/edit-conflict.tsx'
import { readGigabytes, writeGigabytes } from '../form/field-values.ts'
import { useRevised } from '../form/revised-form.ts'
import { useAnswer, useChange } from '../queries.ts'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words.tsx'
import type { CommuneView } from './stage.ts'
import { communeChanges } from './suspend-commune.tsx'

export function CommuneRecord({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const words = useWords()
  const { data, error, refetch } = useAnswer('GET /communes/{commune}', { params: { commune: id } })
  return (
    <Dialog title={words.communes.record.title(data?.name ?? '')} isOpen onClose={onClose} stays>
      {data !== undefined ? (
        <RecordForm commune={data} onClose={onClose} />
      ) : error === null ? (
        <Skeleton rows={5} />
      ) : (
        <Failure error={error} onRetry={() => void refetch()} />
      )}
    </Dialog>
  )
}

const fields = ['name', 'postcode', 'population', 'siren', 'siret'] as const

function RecordForm({ commune, onClose }: { readonly commune: CommuneView; readonly onClose: () => void }) {
  const words = useWords()
  const { may } = useSession()
  const say = words.communes.record
  const save = useChange('PATCH /communes/{commune}', communeChanges)
  const revised = useRevised(commune, (row) => formOf(row, words.ui.language))
  const { form, changes, clash } = revised
  const standing = formOf(revised.base, words.ui.language)
  const clashing = formOf(clash ?? commune, words.ui.language)
  const [quotaWrong, setQuotaWrong] = useState(false)

  const submit = async (): Promise<void> => {
    const quota = form.quota.trim() === '' ? null : readGigabytes(form.quota)
    const wrong = form.quota.trim() !== '' && quota === null
    setQuotaWrong(wrong)
    if (wrong) return
    try {
      const { quota: quotaChanged, population, ...texts } = changes
      const saved = await save.mutateAsync({
        params: { commune: commune.id },
        body: {
          revision: revised.base.revision,
          ...orNull(texts),
          ...(population === undefined ? {} : { population: population === '' ? null : Number(population) }),
          ...(quotaChanged === undefined ? {} : { quotaBytes: quota }),
        },
      })
      sayDone({ text: say.saved(saved.name) })
      onClose()
    } catch (error) {
      revised.notice(error)
    }
  }

  return (
    <DialogForm
      action={words.common.save}
      error={clash === null ? save.error : null}
      isPending={save.isPending}
      isDisabled={clash !== null}
      onSubmit={submit}
      onClose={onClose}
    >
      {fields.map((name) => (
        <TextField
          key={name}
          label={say[name]}
          value={form[name]}
          onChange={(value) => revised.change({ [name]: value })}
          isRequired={name === 'name'}
          {...(name === 'name' ? {} : { inputMode: 'numeric' as const })}
          error={fieldProblem(save.error, name, words)}
        />
      ))}
      <TextField
        label={say.quota}
        hint={say.quotaHint}
        value={form.quota}
        inputMode="decimal"
        isDisabled={!may('change:quota')}
        onChange={(quota) => revised.change({ quota })}
        error={quotaWrong ? words.directory.notSize : fieldProblem(save.error, 'quotaBytes', words)}
      />
      {clash !== null && (
        <EditConflict
          fields={[...fields, 'quota' as const].map((name) => [
            say[name],
            standing[name],
            clashing[name],
            form[name],
          ])}
          onResume={revised.resume}
          onDrop={revised.drop}
        />
      )}
    </DialogForm>
  )
}

const formOf = (row: CommuneView, language: 'fr' | 'en') => ({
  name: row.name,
  postcode: row.postcode ?? '',
  population: row.population === null ? '' : String(row.population),
  siren: row.siren ?? '',
  siret: row.siret ?? '',
  quota: row.quotaBytes === null ? '' : writeGigabytes(row.quotaBytes, language),
})

/** An emptied field takes away what was known. */
const orNull = <Texts extends { name?: string; postcode?: string; siren?: string; siret?: string }>({
  name,
  ...others
}: Texts) => ({
  ...(name === undefined ? {} : { name }),
  ...Object.fromEntries(Object.entries(others).map(([key, value]) => [key, value === '' ? null : value])),
})
