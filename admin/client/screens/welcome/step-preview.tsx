// Fifth step: exactly what will be created, commune by commune, and what stands in the way, before anything is made.

import { CornerDownRight, Plus } from 'lucide-react'
import { Fragment } from 'react'
import { useLocation } from 'wouter'
import { Cachet } from '#ui/cachet/cachet.tsx'
import { Button, ButtonLink } from '#ui/control/button.tsx'
import { StateLabel } from '#ui/display/state-label.tsx'
import { Skeleton } from '#ui/page/states.tsx'
import { Failure } from '../../failure.tsx'
import { useAnswer } from '../../queries.ts'
import { useWords } from '../../words/words.tsx'
import type { Preview, StepProps } from './batch.ts'
import { useCreation } from './creation.tsx'
import { stepThatMends } from './problem-step.ts'
import { ScrollableTable } from './scrollable-table.tsx'
import { StepFooter } from './step-footer.tsx'
import { addressOfStep } from './steps.ts'
import './step-create.css'

type PreviewCommune = Preview['communes'][number]

export function StepPreview({ batch }: StepProps) {
  const { welcome: words } = useWords()
  const creation = useCreation()
  const [, navigate] = useLocation()
  const { data, error, refetch } = useAnswer('GET /welcomes/{welcome}/preview', {
    params: { welcome: batch.id },
  })
  if (data === undefined)
    return error === null ? (
      <Skeleton rows={10} onRetry={() => void refetch()} />
    ) : (
      <Failure error={error} onRetry={() => void refetch()} />
    )
  const { sums } = data
  const create = (): void => {
    creation.run()
    navigate(addressOfStep(batch.id, 'create'))
  }
  return (
    <>
      <div className="wizard-sum">
        <h2>
          <b>{words.willBeCreated(sums.mailboxes)}</b>
          {sums.problems > 0 && words.withProblems(sums.problems)}
        </h2>
        <p>{words.sums(sums)}</p>
      </div>
      <ScrollableTable label={words.previewCaption}>
        <table className="register wizard-preview">
          <caption className="heard">{words.previewCaption}</caption>
          <thead>
            <tr>
              <th scope="col">{words.commune}</th>
              <th scope="col">{words.mailbox}</th>
              <th scope="col">{words.kind}</th>
              <th scope="col">{words.people}</th>
              <th scope="col">{words.willHappen}</th>
            </tr>
          </thead>
          {data.communes.map((commune) => (
            <CommuneRows key={commune.inseeCode} batch={batch} commune={commune} />
          ))}
        </table>
      </ScrollableTable>
      <StepFooter batch={batch} step="preview" said={words.nothingYet}>
        <Button look="primary" isDisabled={sums.communes === 0} onPress={create}>
          {words.createThem(sums.mailboxes)}
        </Button>
      </StepFooter>
    </>
  )
}

function CommuneRows({ batch, commune }: StepProps & { readonly commune: PreviewCommune }) {
  const { welcome: words } = useWords()
  const rows = commune.mailboxes.length === 0 ? [null] : commune.mailboxes
  return (
    <tbody>
      {rows.map((mailbox, index) => (
        <tr key={mailbox?.address ?? 'none'}>
          {index === 0 && (
            <th scope="rowgroup" rowSpan={rows.length}>
              <span className="row-name">
                <Cachet name={commune.name} />
                <b>{commune.name}</b>
              </span>
            </th>
          )}
          {mailbox === null ? (
            <td colSpan={4} className="quiet">
              {words.noMailbox}
            </td>
          ) : (
            <>
              <td data-label={words.mailbox}>
                <Address address={mailbox.address} />
              </td>
              <td data-label={words.kind} className="quiet">
                {words.kinds[mailbox.kind]}
              </td>
              <td data-label={words.people} className="quiet">
                {mailbox.people.join(', ')}
              </td>
              <td data-label={words.willHappen}>
                <WillHappen commune={commune} />
              </td>
            </>
          )}
        </tr>
      ))}
      {commune.problems.map(({ code, about }) => (
        <tr key={`${code} ${about}`} className="wizard-problem">
          <td colSpan={5}>
            <div>
              <CornerDownRight aria-hidden />
              <p>
                <b>{words.problemAbout(words.problems[code], about)}</b> {words.nothingForIt(commune.name)}
              </p>
              <ButtonLink size="small" href={addressOfStep(batch.id, stepThatMends(code))}>
                {words.mend}
              </ButtonLink>
            </div>
          </td>
        </tr>
      ))}
    </tbody>
  )
}

function Address({ address }: { readonly address: string }) {
  const at = address.lastIndexOf('@') + 1
  return (
    <Fragment>
      <b>{address.slice(0, at)}</b>
      <span className="quiet">{address.slice(at)}</span>
    </Fragment>
  )
}

function WillHappen({ commune }: { readonly commune: PreviewCommune }) {
  const { welcome: words } = useWords()
  if (commune.state === 'created') return <StateLabel kind="info">{words.existsAlready}</StateLabel>
  if (commune.problems.length > 0) return <StateLabel kind="wait">{words.waits}</StateLabel>
  return (
    <span className="step-cell">
      <Plus aria-hidden className="small" />
      {words.madeHere}
    </span>
  )
}
