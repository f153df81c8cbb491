// Third step: a template for the whole batch, which each commune may leave for another.

import { useState } from 'react'
import { Link } from 'react-aria-components'
import { Cachet } from '#ui/cachet/cachet.tsx'
import { Choice } from '#ui/control/choice.tsx'
import { Select } from '#ui/control/select.tsx'
import { useFormat } from '#ui/format/use-format.ts'
import { Skeleton } from '#ui/page/states.tsx'
import { Failure } from '../../failure.tsx'
import { FormProblem } from '../../form/form-problem.tsx'
import { useAnswer } from '../../queries.ts'
import { useSession } from '../../session.tsx'
import { toldEntries } from '../../templates/template-form.ts'
import { useWords } from '../../words/words.tsx'
import { changeable, type StepProps, type Template } from './batch.ts'
import { ScrollableTable } from './scrollable-table.tsx'
import { StepFooter } from './step-footer.tsx'
import { usePlan } from './use-plan.ts'

const megabyte = 1_000_000

export function StepMailboxes({ batch }: StepProps) {
  const { welcome: words } = useWords()
  const { may } = useSession()
  const templates = useAnswer('GET /mailbox-templates', {})
  const rows = templates.data?.rows
  return (
    <>
      <h2>{words.steps.mailboxes}</h2>
      <p className="wizard-lead">
        {words.mailboxesLead}
        {may('change:template') && (
          <>
            {' '}
            <Link href="/boites/modeles">{words.changeTemplates}</Link>
          </>
        )}
      </p>
      {rows !== undefined && <Templates batch={batch} templates={rows} />}
      {rows === undefined && templates.error === null && <Skeleton rows={6} />}
      {rows === undefined && templates.error !== null && (
        <Failure error={templates.error} onRetry={() => void templates.refetch()} />
      )}
      <StepFooter batch={batch} step="mailboxes" disabled={batch.communes.length === 0} />
    </>
  )
}

function Templates({ batch, templates }: StepProps & { readonly templates: readonly Template[] }) {
  const { welcome: words } = useWords()
  const { plan, error } = usePlan(batch, templates[0]?.id ?? null)
  const used = new Set(batch.communes.map(({ templateId }) => templateId))
  const common = used.size === 1 ? ([...used][0] ?? null) : null
  const [shown, setShown] = useState(common ?? templates[0]?.id ?? null)
  const chosen = templates.find(({ id }) => id === (common ?? shown))
  const forAll = async (templateId: string): Promise<void> => {
    setShown(templateId)
    for (const commune of changeable(batch)) await plan(commune, { templateId })
  }
  return (
    <>
      <Choice
        label={words.templateForAll}
        across
        value={common}
        onChange={(id) => void forAll(id)}
        options={templates.map((template) => ({
          value: template.id,
          label: template.name,
          hint: toldEntries(template.entries),
        }))}
      />
      <FormProblem error={error} />
      {chosen !== undefined && <Entries template={chosen} />}
      <ScrollableTable label={words.template}>
        <table className="register register-roomy">
          <thead>
            <tr>
              <th scope="col">{words.commune}</th>
              <th scope="col">{words.template}</th>
            </tr>
          </thead>
          <tbody>
            {batch.communes.map((commune) => (
              <tr key={commune.inseeCode}>
                <th scope="row">
                  <span className="row-name">
                    <Cachet name={commune.name} />
                    <b>{commune.name}</b>
                  </span>
                </th>
                <td className="template-field" data-label={words.template}>
                  <Select
                    label={words.templateOf(commune.name)}
                    labelHidden
                    isDisabled={commune.state === 'created'}
                    value={commune.templateId}
                    onChange={(templateId) => void plan(commune, { templateId })}
                    options={templates.map(({ id, name }) => ({ value: id, label: name }))}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollableTable>
    </>
  )
}

function Entries({ template }: { readonly template: Template }) {
  const { welcome: words } = useWords()
  const format = useFormat()
  return (
    <ScrollableTable label={words.entriesOf(template.name)}>
      <table className="register">
        <caption className="heard">{words.entriesOf(template.name)}</caption>
        <thead>
          <tr>
            <th scope="col">{words.mailbox}</th>
            <th scope="col">{words.kind}</th>
            <th scope="col">{words.quota}</th>
            <th scope="col">{words.openTo}</th>
          </tr>
        </thead>
        <tbody>
          {template.entries.map(({ localPart, label, kind, quotaMegabytes }) => (
            <tr key={`${kind} ${localPart}`}>
              <th scope="row">
                <b>{localPart === '' ? label : `${localPart}@`}</b>
              </th>
              <td data-label={words.kind}>{words.kinds[kind]}</td>
              <td data-label={words.quota}>
                {quotaMegabytes === null ? words.usualQuota : format.size(quotaMegabytes * megabyte)}
              </td>
              <td data-label={words.openTo} className="quiet">
                {words.kindsOpenTo[kind]}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollableTable>
  )
}
