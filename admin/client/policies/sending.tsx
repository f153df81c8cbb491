// How much may be sent, and whether mail may be sent on to the outside by itself.

import { type FormEvent, useState } from 'react'
import { Button } from '#ui/control/button.tsx'
import { Checkbox } from '#ui/control/checkbox.tsx'
import { TextField } from '#ui/control/text-field.tsx'
import { useFormat } from '#ui/format/use-format.ts'
import { Section } from '#ui/page/section.tsx'
import { fieldProblem } from '../failure.tsx'
import { FormProblem } from '../form/form-problem.tsx'
import { useUnsaved } from '../form/unsaved.ts'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words.tsx'
import { type PolicyView, readCount, type SendingBound, sendingBounds } from './policy.ts'
import { PolicyClash } from './policy-clash.tsx'
import { usePolicyChange } from './use-policy-change.ts'
import './policy.css'

type Form = Readonly<Record<SendingBound, string>> & { readonly forbids: boolean }

export function Sending({ view }: { readonly view: PolicyView }) {
  const words = useWords()
  const { number } = useFormat()
  const { may } = useSession()
  const say = words.policies.sending
  const { kind } = view.commune
  const change = usePolicyChange(view, say.saved)
  const [form, setForm] = useState(formOf(view))
  const [wrong, setWrong] = useState<ReadonlySet<SendingBound>>(new Set())
  const closed = !may('change:policy')
  const above = view.inherited.forbidsExternalForwards
  useUnsaved(differing(form, formOf(change.base)))
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const read = sendingBounds.map((bound) => [bound, readCount(form[bound])] as const)
    setWrong(new Set(read.flatMap(([bound, count]) => (count === null ? [bound] : []))))
    if (read.some(([, count]) => count === null)) return
    const chosen = read.filter(([, count]) => count !== undefined)
    void change.submit({ sending: Object.fromEntries(chosen), forbidsExternalForwards: form.forbids })
  }
  return (
    <Section title={say.title}>
      <form className="form policy-form" onSubmit={submit}>
        <p className="quiet">{say.text}</p>
        <div className="form-pair">
          {sendingBounds.map((bound) => (
            <TextField
              key={bound}
              label={say.bounds[bound]}
              hint={say.inherited(kind, number(view.inherited.sending[bound]))}
              inputMode="numeric"
              isDisabled={closed}
              value={form[bound]}
              onChange={(text) => setForm({ ...form, [bound]: text })}
              error={wrong.has(bound) ? say.wrong : fieldProblem(change.error, `sending/${bound}`, words)}
            />
          ))}
        </div>
        <Checkbox
          isSelected={form.forbids || above}
          isDisabled={closed || above}
          onChange={(forbids) => setForm({ ...form, forbids })}
        >
          {above ? say.forbidden : say.forbids}
        </Checkbox>
        {change.clash !== null && (
          <PolicyClash
            fields={sendingBounds.map((bound) => {
              const now = change.clash?.own.sending[bound]
              return [say.bounds[bound], now === undefined ? say.as[kind] : number(now)]
            })}
            onResume={change.resume}
          />
        )}
        <FormProblem error={change.error} />
        {!closed && (
          <div>
            <Button type="submit" isPending={change.isPending} isDisabled={change.clash !== null}>
              {say.save}
            </Button>
          </div>
        )}
      </form>
    </Section>
  )
}

function formOf({ own }: PolicyView): Form {
  const text = (bound: SendingBound) => String(own.sending[bound] ?? '')
  return {
    mailboxHour: text('mailboxHour'),
    mailboxDay: text('mailboxDay'),
    communeHour: text('communeHour'),
    firstTimeDay: text('firstTimeDay'),
    forbids: own.forbidsExternalForwards,
  }
}

const differing = (form: Form, standing: Form): boolean =>
  form.forbids !== standing.forbids || sendingBounds.some((bound) => form[bound].trim() !== standing[bound])
