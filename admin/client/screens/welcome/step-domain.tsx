// Second step: the domain of each commune, proposed and to be changed in place; a line is saved when one leaves it.

import { useState } from 'react'
import { Cachet } from '#ui/cachet/cachet.tsx'
import { TextField } from '#ui/control/text-field.tsx'
import { StateLabel } from '#ui/display/state-label.tsx'
import { fieldProblem } from '../../failure.tsx'
import { FormProblem } from '../../form/form-problem.tsx'
import { useAnswer } from '../../queries.ts'
import { useWords } from '../../words/words.tsx'
import type { Preview, StepProps, WelcomedCommune } from './batch.ts'
import { ScrollableTable } from './scrollable-table.tsx'
import { StepFooter } from './step-footer.tsx'
import { usePlan } from './use-plan.ts'

export function StepDomain({ batch }: StepProps) {
  const { welcome: words } = useWords()
  const preview = useAnswer('GET /welcomes/{welcome}/preview', { params: { welcome: batch.id } })
  const problems = new Map(preview.data?.communes.map((each) => [each.inseeCode, each.problems]) ?? [])
  return (
    <>
      <h2>{words.steps.domain}</h2>
      <p className="wizard-lead">{words.domainLead}</p>
      <ScrollableTable label={words.domain}>
        <table className="register register-roomy">
          <thead>
            <tr>
              <th scope="col">{words.commune}</th>
              <th scope="col">{words.domain}</th>
              <th scope="col">{words.availability}</th>
            </tr>
          </thead>
          <tbody>
            {batch.communes.map((commune) => (
              <DomainLine
                key={commune.inseeCode}
                batch={batch}
                commune={commune}
                problems={problems.get(commune.inseeCode) ?? null}
              />
            ))}
          </tbody>
        </table>
      </ScrollableTable>
      <p className="wizard-note">{words.domainNote}</p>
      <StepFooter batch={batch} step="domain" disabled={batch.communes.length === 0} />
    </>
  )
}

interface DomainLineProps extends StepProps {
  readonly commune: WelcomedCommune
  readonly problems: Preview['communes'][number]['problems'] | null
}

function DomainLine({ batch, commune, problems }: DomainLineProps) {
  const all = useWords()
  const words = all.welcome
  const [domain, setDomain] = useState(commune.domain)
  const templates = useAnswer('GET /mailbox-templates', {})
  const { plan, error } = usePlan(batch, templates.data?.rows[0]?.id ?? null)
  const created = commune.state === 'created'
  const wrong = problems?.find(({ code }) => code.startsWith('domain-') || code === 'commune-hosted')
  const fieldWrong = fieldProblem(error, 'domain', all)
  const save = (): void => {
    const written = domain.trim().toLowerCase()
    if (written !== '' && written !== commune.domain) void plan(commune, { domain: written })
  }
  return (
    <tr>
      <th scope="row">
        <span className="row-name">
          <Cachet name={commune.name} />
          <b>{commune.name}</b>
        </span>
      </th>
      <td className="domain-field" data-label={words.domain}>
        {created ? (
          commune.domain
        ) : (
          <form
            onSubmit={(event) => {
              event.preventDefault()
              save()
            }}
          >
            <TextField
              label={words.domainOf(commune.name)}
              labelHidden
              value={domain}
              onChange={setDomain}
              onBlur={save}
              error={fieldWrong === null ? null : words.problems['domain-invalid']}
              autoComplete="off"
              spellCheck="false"
            />
          </form>
        )}
        {fieldWrong === null && <FormProblem error={error} />}
      </td>
      <td data-label={words.availability}>
        {created ? (
          <StateLabel kind="ok">{words.created}</StateLabel>
        ) : wrong !== undefined ? (
          <StateLabel kind="bad">{words.problems[wrong.code]}</StateLabel>
        ) : problems === null ? null : (
          <StateLabel kind="ok">{words.free}</StateLabel>
        )}
      </td>
    </tr>
  )
}
