// A name to protect, or another spelling of one, with the addresses that may bear it.

import { useState } from 'react'
import { ProblemError } from '#ui/api/problem-error.ts'
import { TextField } from '#ui/control/text-field.tsx'
import { Banner } from '#ui/display/banner.tsx'
import { sayDone } from '#ui/overlay/toast.tsx'
import { fieldProblem } from '../failure.tsx'
import { readLines, writeLines } from '../form/address-lines.ts'
import { FormDialog } from '../form/form-dialog.tsx'
import { lineProblems } from '../form/line-problems.ts'
import { useChange } from '../queries.ts'
import { useWords } from '../words/words.tsx'
import { type Name, nameChanges } from './protected-name.ts'

interface NameDialogProps {
  readonly commune: string
  readonly name: Name | null
  readonly onClose: () => void
}

export function NameDialog({ commune, name: given, onClose }: NameDialogProps) {
  const words = useWords()
  const say = words.policies.names.dialog
  const add = useChange('POST /protected-names', nameChanges)
  const save = useChange('PATCH /protected-names/{name}', nameChanges)
  const [version, setVersion] = useState(given?.version ?? '')
  const [name, setName] = useState(given?.name ?? '')
  const [known, setKnown] = useState(writeLines(given?.knownAddresses ?? []))
  const error = add.error ?? save.error
  const code = error instanceof ProblemError ? error.code : null
  const submit = async (): Promise<void> => {
    const knownAddresses = readLines(known)
    try {
      if (given === null) await add.mutateAsync({ body: { commune, name, knownAddresses } })
      else await save.mutateAsync({ params: { name: given.id }, body: { version, name, knownAddresses } })
      sayDone({ text: given === null ? say.added(name) : say.saved(name) })
      onClose()
    } catch (problem) {
      const now = problem instanceof ProblemError ? problem.current : null
      if (typeof now === 'object' && now !== null && 'version' in now && typeof now.version === 'string')
        setVersion(now.version)
    }
  }
  return (
    <FormDialog
      title={given === null ? say.addTitle : say.changeTitle(given.name)}
      action={given === null ? say.submit : words.common.save}
      error={code === 'changed-meanwhile' || code === 'already-exists' ? null : error}
      isPending={add.isPending || save.isPending}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField
        label={say.name}
        isRequired
        autoFocus
        value={name}
        onChange={setName}
        error={code === 'already-exists' ? say.exists : fieldProblem(error, 'name', words)}
      />
      <TextField
        label={say.known}
        hint={say.knownHint}
        lines={3}
        value={known}
        onChange={setKnown}
        error={
          lineProblems(error, (add.variables ?? save.variables)?.body.knownAddresses ?? [], words.lines) ??
          fieldProblem(error, 'knownAddresses', words)
        }
      />
      {code === 'changed-meanwhile' && (
        <Banner kind="warn" urgent>
          {say.changed}
        </Banner>
      )}
    </FormDialog>
  )
}
