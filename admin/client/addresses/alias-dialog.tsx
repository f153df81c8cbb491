// A new alias, or where an existing one leads from now on.

import { useState } from 'react'
import { ProblemError } from '#ui/api/problem-error.ts'
import { TextField } from '#ui/control/text-field.tsx'
import { sayDone } from '#ui/overlay/toast.tsx'
import { fieldProblem } from '../failure.tsx'
import { AddressField, type NewAddress } from '../form/address-field.tsx'
import { readLines, writeLines } from '../form/address-lines.ts'
import { CommuneField, useOwnCommune } from '../form/commune-field.tsx'
import { EditConflict } from '../form/edit-conflict.tsx'
import { FormDialog } from '../form/form-dialog.tsx'
import { lineProblems } from '../form/line-problems.ts'
import { useRevised } from '../form/revised-form.ts'
import { useChange } from '../queries.ts'
import { useWords } from '../words/words.tsx'
import { type AliasRow, addressChanges } from './alias-row.ts'

interface AliasDialogProps {
  readonly commune: string | null
  readonly alias: AliasRow | null
  /** Where a new one leads, as a beginning. */
  readonly target?: string
  readonly onClose: () => void
}

export function AliasDialog({ commune, alias, target = '', onClose }: AliasDialogProps) {
  return alias === null ? (
    <AddAlias commune={commune} target={target} onClose={onClose} />
  ) : (
    <ChangeAlias alias={alias} onClose={onClose} />
  )
}

interface AddAliasProps {
  readonly commune: string | null
  readonly target: string
  readonly onClose: () => void
}

function AddAlias({ commune: given, target, onClose }: AddAliasProps) {
  const words = useWords()
  const say = words.addresses.aliases
  const add = useChange('POST /communes/{commune}/aliases', addressChanges)
  const fixed = useOwnCommune(given)
  const [chosen, setChosen] = useState<string | null>(null)
  const [address, setAddress] = useState<NewAddress>({ localPart: '', domain: null })
  const [targets, setTargets] = useState(target)
  const commune = fixed ?? chosen
  const submit = async (): Promise<void> => {
    if (commune === null || address.domain === null) return
    try {
      const made = await add.mutateAsync({
        params: { commune },
        body: { localPart: address.localPart, domain: address.domain, targets: readLines(targets) },
      })
      sayDone({ text: say.added(made.address) })
      onClose()
    } catch {
      // Said beside the fields and above the buttons.
    }
  }
  const exists = add.error instanceof ProblemError && add.error.code === 'already-exists'
  const atAddress = exists ? say.exists : fieldProblem(add.error, 'localPart', words)
  const atTargets =
    atAddress === null && hasFields(add.error)
      ? (lineProblems(add.error, add.variables?.body.targets ?? [], words.lines) ?? say.wrong)
      : null
  return (
    <FormDialog
      title={say.addTitle}
      action={say.submit}
      error={atAddress === null && atTargets === null ? add.error : null}
      isPending={add.isPending}
      isDisabled={commune === null}
      onSubmit={submit}
      onClose={onClose}
    >
      {fixed === null && <CommuneField value={chosen} onChange={setChosen} />}
      {commune !== null && (
        <AddressField commune={commune} value={address} onChange={setAddress} error={atAddress} />
      )}
      <TextField
        label={say.targets}
        hint={say.targetsHint}
        isRequired
        lines={3}
        value={targets}
        onChange={setTargets}
        error={atTargets}
      />
    </FormDialog>
  )
}

function ChangeAlias({ alias, onClose }: { readonly alias: AliasRow; readonly onClose: () => void }) {
  const words = useWords()
  const say = words.addresses.aliases
  const save = useChange('PATCH /aliases/{alias}', addressChanges)
  const revised = useRevised(alias, ({ targets }: AliasRow) => ({ targets: writeLines(targets) }))
  const { form, clash } = revised
  const submit = async (): Promise<void> => {
    try {
      await save.mutateAsync({
        params: { alias: alias.id },
        body: { revision: revised.base.revision, targets: readLines(form.targets) },
      })
      sayDone({ text: say.saved(alias.address) })
      onClose()
    } catch (error) {
      revised.notice(error)
    }
  }
  const wrong = hasFields(save.error)
  return (
    <FormDialog
      title={say.changeTitle(alias.address)}
      action={words.common.save}
      error={clash === null && !wrong ? save.error : null}
      isPending={save.isPending}
      isDisabled={clash !== null}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField
        label={say.targets}
        hint={say.targetsHint}
        isRequired
        lines={4}
        value={form.targets}
        onChange={(targets) => revised.change({ targets })}
        error={
          wrong
            ? (lineProblems(save.error, save.variables?.body.targets ?? [], words.lines) ?? say.wrong)
            : null
        }
      />
      {clash !== null && (
        <EditConflict
          fields={[
            [
              say.targets,
              revised.base.targets.join(', '),
              clash.targets.join(', '),
              readLines(form.targets).join(', '),
            ],
          ]}
          onResume={revised.resume}
          onDrop={revised.drop}
        />
      )}
    </FormDialog>
  )
}

const hasFields = (error: unknown): boolean => error instanceof ProblemError && error.fields.size > 0
