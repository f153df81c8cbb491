// What becomes of a message with a risky attachment, kind by kind, the Département's choice beside each.

import { type FormEvent, useState } from 'react'
import { Button } from '#ui/control/button.tsx'
import { Select } from '#ui/control/select.tsx'
import { Section } from '#ui/page/section.tsx'
import { FormProblem } from '../form/form-problem.tsx'
import { useUnsaved } from '../form/unsaved.ts'
import { useSession } from '../session.tsx'
import type { Words } from '../words/fr.ts'
import { useWords } from '../words/words.tsx'
import type { AttachmentAction, Mark, PolicyView } from './policy.ts'
import { PolicyClash } from './policy-clash.tsx'
import { usePolicyChange } from './use-policy-change.ts'

const inherits = '-'

type Chosen = PolicyView['own']['attachments']

export function Attachments({ view }: { readonly view: PolicyView }) {
  const words = useWords()
  const { may } = useSession()
  const say = words.policies.attachments
  const change = usePolicyChange(view, say.saved)
  const [chosen, setChosen] = useState<Chosen>(view.own.attachments)
  const closed = !may('change:policy')
  const marks = Object.keys(say.marks) as Mark[]
  useUnsaved(differing(chosen, change.base.own.attachments).length > 0)
  const choose = (mark: Mark, action: AttachmentAction | typeof inherits): void => {
    const { [mark]: _, ...others } = chosen
    setChosen(action === inherits ? others : { ...others, [mark]: action })
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    void change.submit({ attachments: chosen })
  }
  return (
    <Section title={say.title}>
      <form className="form policy-form" onSubmit={submit}>
        <p className="quiet">{say.text}</p>
        <table className="policy-marks">
          <thead>
            <tr>
              <th scope="col">{say.columns.mark}</th>
              <th scope="col">{say.columns.own}</th>
              <th scope="col">{say.columns.inherited}</th>
            </tr>
          </thead>
          <tbody>
            {marks.map((mark) => (
              <tr key={mark}>
                <th scope="row">{say.marks[mark]}</th>
                <td>
                  <Select
                    label={say.marks[mark]}
                    labelHidden
                    isDisabled={closed}
                    value={chosen[mark] ?? inherits}
                    onChange={(action) => choose(mark, action)}
                    options={optionsOf(words)}
                  />
                </td>
                <td className="quiet">{say.actions[view.inherited.attachments[mark]]}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {change.clash !== null && (
          <PolicyClash
            fields={differing(chosen, change.clash.own.attachments).map((mark) => [
              say.marks[mark],
              actionOf(change.clash?.own.attachments[mark], words),
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

const optionsOf = ({ policies: { attachments } }: Words) => [
  { value: inherits, label: attachments.as } as const,
  ...(['deliver', 'junk', 'hold', 'refuse'] as const).map((action) => ({
    value: action,
    label: attachments.actions[action],
  })),
]

const actionOf = (action: AttachmentAction | undefined, { policies: { attachments } }: Words): string =>
  action === undefined ? attachments.as : attachments.actions[action]

const differing = (typed: Chosen, now: Chosen): Mark[] =>
  ([...new Set([...Object.keys(typed), ...Object.keys(now)])] as Mark[]).filter(
    (mark) => typed[mark] !== now[mark],
  )
