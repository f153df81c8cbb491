// Organisations that may get more than anybody: the Département's list, and a commune's own besides it.

import { type FormEvent, useState } from 'react'
import { Button } from '#ui/control/button.tsx'
import { TextField } from '#ui/control/text-field.tsx'
import { Banner } from '#ui/display/banner.tsx'
import { Section } from '#ui/page/section.tsx'
import { fieldProblem } from '../failure.tsx'
import { readLines, writeLines } from '../form/address-lines.ts'
import { FormProblem } from '../form/form-problem.tsx'
import { lineProblems } from '../form/line-problems.ts'
import { useUnsaved } from '../form/unsaved.ts'
import { useWords } from '../words/words.tsx'
import { changedPartners, type LeakPolicyView } from './leak-policy.ts'
import { useLeakChange } from './use-leak-policy.ts'

interface LeakPartnersProps {
  /** Null: the Département's. */
  readonly commune: string | null
  readonly view: LeakPolicyView
  readonly closed: boolean
}

/** A commune begins with none of its own, the Département with the list that it may change. */
const standing = ({ own, inherited, commune }: LeakPolicyView): readonly string[] =>
  own.partners ?? (commune.kind === 'department' ? inherited.partners : [])

export function LeakPartners({ commune, view, closed }: LeakPartnersProps) {
  const words = useWords()
  const say = words.leaks.partners
  const change = useLeakChange(commune, say.saved)
  const now = change.clash ?? view
  const [text, setText] = useState(writeLines(standing(view)))
  const [sent, setSent] = useState<readonly string[]>([])
  const { kind } = view.commune
  useUnsaved(writeLines(readLines(text)) !== writeLines(standing(view)))
  const save = async (partners: readonly string[] | null): Promise<void> => {
    setSent(partners ?? [])
    const done = await change.submit(changedPartners(now, partners))
    if (done && partners === null) setText(writeLines(kind === 'department' ? now.inherited.partners : []))
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const lines = readLines(text)
    void save(lines.length === 0 && kind === 'commune' ? null : lines)
  }
  return (
    <Section title={say.title}>
      <form className="form policy-form leak-partners" onSubmit={submit}>
        <p className="quiet">{say.text}</p>
        {kind === 'commune' && (
          <p>
            <b>{say.above}</b> <span className="quiet">{view.inherited.partners.join(', ')}</span>
          </p>
        )}
        <TextField
          label={say.field[kind]}
          hint={say.hint}
          lines={kind === 'commune' ? 4 : 10}
          isDisabled={closed}
          value={text}
          onChange={setText}
          error={
            lineProblems(change.error, sent, words.lines) ?? fieldProblem(change.error, 'partners', words)
          }
        />
        {change.clash !== null && (
          <Banner kind="warn" urgent>
            {say.clash(standing(change.clash).join(', '))}
          </Banner>
        )}
        <FormProblem error={change.error} />
        {!closed && (
          <div className="leak-buttons">
            <Button type="submit" isPending={change.isPending}>
              {say.save}
            </Button>
            {kind === 'department' && view.own.partners !== null && (
              <Button look="quiet" isPending={change.isPending} onPress={() => void save(null)}>
                {say.back}
              </Button>
            )}
          </div>
        )}
      </form>
    </Section>
  )
}
