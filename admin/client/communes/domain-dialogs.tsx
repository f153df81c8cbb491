// A new domain, and what an existing one does: addresses of its own, or another name of a domain beside it.

import { useState } from 'react'
import { ProblemError } from '#ui/api/problem-error.ts'
import { Select } from '#ui/control/select.tsx'
import { TextField } from '#ui/control/text-field.tsx'
import { sayDone } from '#ui/overlay/toast.tsx'
import { fieldProblem } from '../failure.tsx'
import { EditConflict } from '../form/edit-conflict.tsx'
import { FormDialog } from '../form/form-dialog.tsx'
import { useRevised } from '../form/revised-form.ts'
import { useChange } from '../queries.ts'
import { useWords } from '../words/words.tsx'
import { type DomainRow, domainChanges } from './domain-row.ts'

const itsOwn = '-'

/** The domains that another one can be a name of: those that are no other name themselves. */
function useRoles(domains: readonly DomainRow[], except: string | null) {
  const say = useWords().communes.domains
  return [
    { value: itsOwn, label: say.dialog.itsOwn },
    ...domains
      .filter(({ name, aliasOf }) => aliasOf === null && name !== except)
      .map(({ name }) => ({ value: name, label: say.aliasOf(name) })),
  ]
}

interface AddDomainProps {
  readonly commune: string
  readonly domains: readonly DomainRow[]
  readonly onClose: () => void
}

export function AddDomain({ commune, domains, onClose }: AddDomainProps) {
  const words = useWords()
  const say = words.communes.domains.dialog
  const add = useChange('POST /communes/{commune}/domains', domainChanges)
  const [name, setName] = useState('')
  const [aliasOf, setAliasOf] = useState(itsOwn)
  const roles = useRoles(domains, null)
  const submit = async (): Promise<void> => {
    try {
      const made = await add.mutateAsync({
        params: { commune },
        body: { name, aliasOf: aliasOf === itsOwn ? null : aliasOf },
      })
      sayDone({ text: say.added(made.name) })
      onClose()
    } catch {
      // Said beside the field and above the buttons.
    }
  }
  const exists = add.error instanceof ProblemError && add.error.code === 'already-exists'
  return (
    <FormDialog
      title={say.addTitle}
      action={say.submit}
      error={exists ? null : add.error}
      isPending={add.isPending}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField
        label={say.name}
        hint={say.nameHint}
        isRequired
        autoFocus
        value={name}
        onChange={setName}
        error={exists ? say.exists : fieldProblem(add.error, 'name', words)}
      />
      {roles.length > 1 && (
        <Select label={say.aliasOf} options={roles} value={aliasOf} onChange={setAliasOf} />
      )}
    </FormDialog>
  )
}

interface ChangeDomainProps {
  readonly domain: DomainRow
  readonly domains: readonly DomainRow[]
  readonly onClose: () => void
}

const formOf = ({ aliasOf, catchAll }: DomainRow) => ({
  aliasOf: aliasOf ?? itsOwn,
  catchAll: catchAll ?? '',
})

export function ChangeDomain({ domain, domains, onClose }: ChangeDomainProps) {
  const words = useWords()
  const say = words.communes.domains.dialog
  const save = useChange('PATCH /domains/{domain}', domainChanges)
  const revised = useRevised(domain, formOf)
  const roles = useRoles(domains, domain.name)
  const { form, changes, clash } = revised
  const submit = async (): Promise<void> => {
    try {
      await save.mutateAsync({
        params: { domain: domain.name },
        body: {
          revision: revised.base.revision,
          ...(changes.aliasOf === undefined
            ? {}
            : { aliasOf: form.aliasOf === itsOwn ? null : form.aliasOf }),
          ...(changes.catchAll === undefined
            ? {}
            : { catchAll: form.catchAll === '' ? null : form.catchAll }),
        },
      })
      sayDone({ text: say.saved(domain.name) })
      onClose()
    } catch (error) {
      revised.notice(error)
    }
  }
  const standing = formOf(revised.base)
  const labelOf = (value: string): string => roles.find((role) => role.value === value)?.label ?? value
  return (
    <FormDialog
      title={say.changeTitle(domain.name)}
      action={words.common.save}
      error={clash === null ? save.error : null}
      isPending={save.isPending}
      isDisabled={clash !== null}
      onSubmit={submit}
      onClose={onClose}
    >
      <Select
        label={say.aliasOf}
        options={roles}
        value={form.aliasOf}
        onChange={(aliasOf) => revised.change({ aliasOf })}
      />
      {form.aliasOf === itsOwn && (
        <TextField
          label={say.catchAll}
          hint={say.catchAllHint}
          type="email"
          value={form.catchAll}
          onChange={(catchAll) => revised.change({ catchAll })}
          error={fieldProblem(save.error, 'catchAll', words)}
        />
      )}
      {clash !== null && (
        <EditConflict
          fields={[
            [say.aliasOf, labelOf(standing.aliasOf), labelOf(formOf(clash).aliasOf), labelOf(form.aliasOf)],
            [say.catchAll, standing.catchAll, formOf(clash).catchAll, form.catchAll],
          ]}
          onResume={revised.resume}
          onDrop={revised.drop}
        />
      )}
    </FormDialog>
  )
}
