// A sender, a domain or a network that the commune lets through or refuses from now on.

import { type FormEvent, useState } from 'react'
import { Button } from '#ui/control/button.tsx'
import { Select } from '#ui/control/select.tsx'
import { TextField } from '#ui/control/text-field.tsx'
import { Dialog, DialogActions } from '#ui/overlay/dialog.tsx'
import { sayDone } from '#ui/overlay/toast.tsx'
import { ProblemError } from '../api.ts'
import { fieldProblem } from '../failure.tsx'
import { FormProblem } from '../form-problem.tsx'
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
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
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
    <Dialog title={say.dialog.title} isOpen onClose={onClose} stays>
      <form className="form" onSubmit={(event) => void submit(event)}>
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
        {!exists && <FormProblem error={add.error} />}
        <DialogActions>
          <Button onPress={onClose}>{words.common.cancel}</Button>
          <Button type="submit" look="primary" isPending={add.isPending}>
            {say.dialog.submit}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
