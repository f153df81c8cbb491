// A sender, a domain or a network that the commune lets through or refuses from now on.

import { useState } from 'react'
import { ProblemError } from '#ui/api/problem-error.ts'
import { Select } from '#ui/control/select.tsx'
import { TextField } from '#ui/control/text-field.tsx'
import { sayDone } from '#ui/overlay/toast.tsx'
import { fieldProblem } from '../failure.tsx'
import { FormDialog } from '../form/form-dialog.tsx'
import { useChange } from '../queries.ts'
import { useWords } from '../words/words.tsx'
import { type Rule, ruleChanges } from './rule.ts'

const kinds = ['address', 'domain', 'network'] as const

export function AddRule({ commune, onClose }: { readonly commune: string; readonly onClose: () => void }) {
  const words = useWords()
  const say = words.policies.senders
  const add = useChange('POST /sender-rules', ruleChanges)
  const [kind, setKind] = useState<(typeof kinds)[number]>('domain')
  const [effect, setEffect] = useState<Rule['effect']>('deny')
  const [value, setValue] = useState('')
  const [note, setNote] = useState('')
  const submit = async (): Promise<void> => {
    try {
      await add.mutateAsync({ body: { commune, kind, value, effect, note } })
      sayDone({ text: say.dialog.added(value) })
      onClose()
    } catch {
      // Said beside the fields and above the buttons.
    }
  }
  const exists = add.error instanceof ProblemError && add.error.code === 'already-exists'
  return (
    <FormDialog
      title={say.dialog.title}
      action={say.dialog.submit}
      error={exists ? null : add.error}
      isPending={add.isPending}
      onSubmit={submit}
      onClose={onClose}
    >
      <div className="form-pair">
        <Select
          label={say.dialog.kind}
          value={kind}
          onChange={setKind}
          options={kinds.map((each) => ({ value: each, label: say.kinds[each] }))}
        />
        <Select
          label={say.dialog.effect}
          value={effect}
          onChange={setEffect}
          options={(['deny', 'allow'] as const).map((each) => ({ value: each, label: say.effects[each] }))}
        />
      </div>
      <TextField
        label={say.dialog.value}
        hint={say.dialog.hints[kind]}
        isRequired
        value={value}
        onChange={setValue}
        error={exists ? say.dialog.exists : fieldProblem(add.error, 'value', words)}
      />
      <TextField
        label={say.dialog.note}
        hint={say.dialog.noteHint}
        value={note}
        onChange={setNote}
        error={fieldProblem(add.error, 'note', words)}
      />
    </FormDialog>
  )
}
