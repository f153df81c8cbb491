// A name to protect, or another spelling of one, with the addresses that may bear it.

import { type FormEvent, useState } from 'react'
import { Button } from '#ui/control/button.tsx'
import { TextField } from '#ui/control/text-field.tsx'
import { Dialog, DialogActions } from '#ui/overlay/dialog.tsx'
import { sayDone } from '#ui/overlay/toast.tsx'
import { Banner } from '#ui/shown/banner.tsx'
import { ProblemError } from '../api.ts'
import { fieldProblem } from '../failure.tsx'
import { FormProblem } from '../form-problem.tsx'
import { readLines, writeLines } from '../lines.ts'
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
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
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
    <Dialog
      title={given === null ? say.addTitle : say.changeTitle(given.name)}
      isOpen
      onClose={onClose}
      stays
    >
      <form className="form" onSubmit={(event) => void submit(event)}>
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
          error={fieldProblem(error, 'knownAddresses', words)}
        />
        {code === 'changed-meanwhile' ? (
          <Banner kind="warn" urgent>
            {say.changed}
          </Banner>
        ) : (
          code !== 'already-exists' && <FormProblem error={error} />
        )}
        <DialogActions>
          <Button onPress={onClose}>{words.common.cancel}</Button>
          <Button type="submit" look="primary" isPending={add.isPending || save.isPending}>
            {given === null ? say.submit : words.common.save}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
