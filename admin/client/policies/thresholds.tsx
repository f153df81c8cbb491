// From which score a message is junk, and from which it is refused.

import { type FormEvent, useState } from 'react'
import { Button } from '#ui/control/button.tsx'
import { TextField } from '#ui/control/text-field.tsx'
import { Section } from '#ui/page/section.tsx'
import { fieldProblem } from '../failure.tsx'
import { FormProblem } from '../form/form-problem.tsx'
import { useUnsaved } from '../form/unsaved.ts'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words.tsx'
import { type PolicyView, readScore, writeScore } from './policy.ts'
import { PolicyClash } from './policy-clash.tsx'
import { usePolicyChange } from './use-policy-change.ts'

const names = ['junkAt', 'refuseAt'] as const

export function Thresholds({ view }: { readonly view: PolicyView }) {
  const words = useWords()
  const { may } = useSession()
  const say = words.policies.thresholds
  const { language } = words.ui
  const change = usePolicyChange(view, say.saved)
  const [form, setForm] = useState({
    junkAt: writeScore(view.own.junkAt, language),
    refuseAt: writeScore(view.own.refuseAt, language),
  })
  const [wrong, setWrong] = useState<ReadonlySet<string>>(new Set())
  const closed = !may('change:policy')
  const standing = (name: (typeof names)[number]) => writeScore(change.base.own[name], language)
  useUnsaved(names.some((name) => form[name].trim() !== standing(name)))
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const junkAt = readScore(form.junkAt)
    const refuseAt = readScore(form.refuseAt)
    setWrong(new Set([...(junkAt === null ? ['junkAt'] : []), ...(refuseAt === null ? ['refuseAt'] : [])]))
    if (junkAt === null || refuseAt === null) return
    void change.submit({ junkAt: junkAt ?? null, refuseAt: refuseAt ?? null })
  }
  return (
    <Section title={say.title}>
      <form className="form policy-form" onSubmit={submit}>
        <p className="quiet">{say.text}</p>
        <div className="form-pair">
          {names.map((name) => (
            <TextField
              key={name}
              label={say[name]}
              hint={say.inherited(writeScore(view.inherited[name], language))}
              inputMode="decimal"
              isDisabled={closed}
              value={form[name]}
              onChange={(value) => setForm({ ...form, [name]: value })}
              error={wrong.has(name) ? say.wrong : fieldProblem(change.error, name, words)}
            />
          ))}
        </div>
        {change.clash !== null && (
          <PolicyClash
            fields={names.map((name) => [
              say[name],
              writeScore(change.clash?.own[name] ?? null, language) || words.policies.attachments.as,
            ])}
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
