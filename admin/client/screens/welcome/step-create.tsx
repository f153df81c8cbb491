// Last step: one line for each commune with what became of it; one mistake does not stop the others. Then the letters.

import { CircleCheck, CircleDashed, CornerDownRight, OctagonAlert, Printer, RotateCw } from 'lucide-react'
import { Link } from 'react-aria-components'
import { Cachet } from '#ui/cachet/cachet.tsx'
import { Button, ButtonLink } from '#ui/control/button.tsx'
import { useFormat } from '#ui/format/use-format.ts'
import { FormProblem } from '../../form-problem.tsx'
import { useAnswer, useChange } from '../../queries.ts'
import { saveBlob } from '../../save-blob.ts'
import { useSession } from '../../session.tsx'
import { useWords } from '../../words/words.tsx'
import type { StepProps, Template, WelcomedCommune } from './batch.ts'
import { useCreation } from './creation.tsx'
import { stepThatMends } from './problem-step.ts'
import { Scrolled } from './scrolled.tsx'
import { addressOfStep } from './steps.ts'
import './step-create.css'

export function StepCreate({ batch }: StepProps) {
  const { welcome: words } = useWords()
  const format = useFormat()
  const creation = useCreation()
  const { may } = useSession()
  const templates = useAnswer('GET /mailbox-templates', {})
  const letter = useChange('POST /letters', ['/audit'])
  const { created, failed } = batch
  const all = batch.communes.length
  const begun = created + failed > 0
  const letters = batch.communes
    .filter(({ state }) => state === 'created')
    .reduce((sum, { people }) => sum + people.filter(({ existing }) => existing === null).length, 0)
  return (
    <>
      <div className="wizard-sum wizard-sum-progress">
        <div>
          <h2>
            <b role="status">{words.createdOf(created, all)}</b>
          </h2>
          <p>{progressSentence(batch, creation.running, words)}</p>
          {batch.finishedAt !== null && (
            <p className="wizard-when">{words.finishedAt(format.moment(batch.finishedAt))}</p>
          )}
        </div>
        <div
          className="wizard-progress"
          role="progressbar"
          aria-label={words.progress}
          aria-valuemin={0}
          aria-valuemax={all}
          aria-valuenow={created}
        >
          <i style={{ inlineSize: `${(created / Math.max(all, 1)) * 100}%` }} />
          <i
            className="wizard-progress-bad"
            style={{ inlineSize: `${(failed / Math.max(all, 1)) * 100}%` }}
          />
        </div>
      </div>
      <FormProblem error={creation.error ?? letter.error} />
      <Scrolled label={words.creationCaption}>
        <table className="register wizard-creation">
          <caption className="heard">{words.creationCaption}</caption>
          <thead>
            <tr>
              <th scope="col">{words.commune}</th>
              <th scope="col">{words.domain}</th>
              <th scope="col">{words.mailboxes}</th>
              <th scope="col">{words.letters}</th>
              <th scope="col">{words.result}</th>
            </tr>
          </thead>
          <tbody>
            {batch.communes.map((commune) => (
              <CommuneLine
                key={commune.inseeCode}
                batch={batch}
                commune={commune}
                template={templates.data?.rows.find(({ id }) => id === commune.templateId)}
                running={creation.running}
              />
            ))}
          </tbody>
        </table>
      </Scrolled>
      <div className="wizard-foot">
        <p>{batch.finishedAt === null ? words.goesOn : words.lettersOnce}</p>
        <ButtonLink href="/communes">{words.seeCommunes}</ButtonLink>
        {created < all && (
          <Button
            isPending={creation.running}
            look={created === 0 ? 'primary' : 'secondary'}
            onPress={creation.run}
          >
            {begun && <RotateCw aria-hidden className="small" />}
            {begun ? words.again : words.createNow}
          </Button>
        )}
        {letters > 0 && may('activate:person') && (
          <Button
            look="primary"
            isPending={letter.isPending}
            onPress={() =>
              letter.mutate(
                { body: { welcome: batch.id } },
                { onSuccess: (pdf) => saveBlob(pdf, words.lettersFile) },
              )
            }
          >
            <Printer aria-hidden className="small" />
            {words.printLetters}
          </Button>
        )}
      </div>
    </>
  )
}

function progressSentence(
  { created, failed, communes }: StepProps['batch'],
  running: boolean,
  words: ReturnType<typeof useWords>['welcome'],
): string {
  if (running) return words.running
  if (failed > 0) return words.someWait(failed)
  if (created === communes.length) return words.allCreated
  return words.notBegun(communes.length - created)
}

interface CommuneLineProps extends StepProps {
  readonly commune: WelcomedCommune
  readonly template: Template | undefined
  readonly running: boolean
}

function CommuneLine({ batch, commune, template, running }: CommuneLineProps) {
  const { welcome: words } = useWords()
  const problem = commune.state === 'failed' && !running ? commune.problem : null
  // Whoever is new gets a letter and a mailbox of their own.
  const letters = commune.people.filter(({ existing }) => existing === null).length
  const shared = template?.entries.filter(({ kind }) => kind === 'shared').length ?? 0
  return (
    <>
      <tr className={problem === null ? '' : 'wizard-noline'}>
        <th scope="row">
          <span className="row-name">
            <Cachet name={commune.name} />
            {commune.communeId === null ? (
              <b>{commune.name}</b>
            ) : (
              <Link href={`/communes/${commune.communeId}`}>{commune.name}</Link>
            )}
          </span>
        </th>
        <td>{commune.domain}</td>
        <td>{template === undefined ? '' : words.countMailboxes(shared + letters)}</td>
        <td>{words.countLetters(letters)}</td>
        <td>
          <Result state={commune.state} running={running} />
        </td>
      </tr>
      {problem !== null && (
        <tr className="wizard-problem">
          <td colSpan={5}>
            <div>
              <CornerDownRight aria-hidden />
              <p>
                <b>{words.problems[problem]}</b> {words.keptForIt(commune.name)}
              </p>
              {stepThatMends(problem) !== 'create' && (
                <ButtonLink size="small" href={addressOfStep(batch.id, stepThatMends(problem))}>
                  {words.mend}
                </ButtonLink>
              )}
            </div>
          </td>
        </tr>
      )}
    </>
  )
}

function Result({ state, running }: { readonly state: WelcomedCommune['state']; readonly running: boolean }) {
  const { welcome: words } = useWords()
  if (state === 'created')
    return (
      <span className="step-cell step-cell-done">
        <CircleCheck aria-hidden />
        {words.created}
      </span>
    )
  if (state === 'failed' && !running)
    return (
      <span className="step-cell step-cell-bad">
        <OctagonAlert aria-hidden />
        {words.notCreated}
      </span>
    )
  return (
    <span className="step-cell step-cell-wait">
      <CircleDashed aria-hidden />
      {running ? words.underWay : words.waits}
    </span>
  )
}
