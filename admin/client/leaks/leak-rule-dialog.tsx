// The rule for one kind: for each audience as above it, or from how many values on each action is taken.

import { useState } from 'react'
import { Checkbox } from '#ui/control/checkbox.tsx'
import { TextField } from '#ui/control/text-field.tsx'
import { Banner } from '#ui/display/banner.tsx'
import { FormDialog } from '../form/form-dialog.tsx'
import { useWords } from '../words/words.tsx'
import {
  audiences,
  changedRule,
  doing,
  type LeakAudience,
  type LeakKind,
  type LeakPolicyView,
  type ReadCell,
  readCell,
  type TypedCell,
  type TypedRule,
  typedCell,
  typedRule,
} from './leak-policy.ts'
import { LeakSteps } from './leak-steps.tsx'
import { useLeakChange } from './use-leak-policy.ts'

interface LeakRuleDialogProps {
  /** Null: the Département's. */
  readonly commune: string | null
  readonly view: LeakPolicyView
  readonly kind: LeakKind
  readonly onClose: () => void
}

export function LeakRuleDialog({ commune, view, kind, onClose }: LeakRuleDialogProps) {
  const words = useWords()
  const say = words.leaks
  const change = useLeakChange(commune, say.dialog.saved(say.kinds[kind]))
  const [typed, setTyped] = useState(() => typedRule(view, kind))
  const [tried, setTried] = useState(false)
  const read = readRule(typed)
  const submit = async (): Promise<void> => {
    setTried(true)
    if (audiences.some((audience) => read[audience].wrong.size > 0)) return
    const steps = { inside: read.inside.steps, partners: read.partners.steps, outside: read.outside.steps }
    if (await change.submit(changedRule(change.clash ?? view, kind, steps))) onClose()
  }
  return (
    <FormDialog
      title={say.kinds[kind]}
      width="wide"
      action={words.common.save}
      error={change.error}
      isPending={change.isPending}
      onSubmit={submit}
      onClose={onClose}
    >
      <p className="quiet">{say.dialog.text}</p>
      <div className="leak-audiences">
        {audiences.map((audience) => (
          <CellFields
            key={audience}
            audience={audience}
            view={change.clash ?? view}
            kind={kind}
            typed={typed[audience]}
            wrong={tried ? read[audience].wrong : none}
            onChange={(cell) => setTyped({ ...typed, [audience]: cell })}
          />
        ))}
      </div>
      {change.clash !== null && (
        <Banner kind="warn" urgent>
          {say.dialog.clash}
        </Banner>
      )}
    </FormDialog>
  )
}

const none: ReadCell['wrong'] = new Map()

const readRule = (typed: TypedRule): Readonly<Record<LeakAudience, ReadCell>> => ({
  inside: readCell(typed.inside),
  partners: readCell(typed.partners),
  outside: readCell(typed.outside),
})

interface CellFieldsProps {
  readonly audience: LeakAudience
  readonly view: LeakPolicyView
  readonly kind: LeakKind
  readonly typed: TypedCell
  readonly wrong: ReadCell['wrong']
  readonly onChange: (cell: TypedCell) => void
}

function CellFields({ audience, view, kind, typed, wrong, onChange }: CellFieldsProps) {
  const say = useWords().leaks
  const inherited = view.inherited.rules[kind][audience]
  const inherit = (inherits: boolean): void =>
    onChange(inherits ? typedCell(undefined, inherited) : { ...typed, inherits })
  return (
    <fieldset className="leak-audience">
      <legend>{say.audiences[audience]}</legend>
      <Checkbox isSelected={typed.inherits} onChange={inherit}>
        {say.dialog.inherit[view.commune.kind]}
      </Checkbox>
      <p className="leak-inherited">
        <LeakSteps steps={inherited} />
      </p>
      {!typed.inherits &&
        doing.map((action) => {
          const mistake = wrong.get(action)
          return (
            <TextField
              key={action}
              label={say.dialog.from(say.actions[action])}
              inputMode="numeric"
              placeholder={say.dialog.never}
              value={typed.from[action]}
              onChange={(text) => onChange({ ...typed, from: { ...typed.from, [action]: text } })}
              error={mistake === undefined ? null : say.dialog.wrong[mistake]}
            />
          )
        })}
    </fieldset>
  )
}
