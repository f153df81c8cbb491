// Last step: one line for each commune with what became of it; one mistake does not stop the others. Then the letters.

import { RotateCw } from 'lucide-react'
import { Button, ButtonLink } from '#ui/control/button.tsx'
import { useFormat } from '#ui/format/use-format.ts'
import { FormProblem } from '../../form/form-problem.tsx'
import { useAnswer, useChange } from '../../queries.ts'
import { useSession } from '../../session.tsx'
import { saveBlob } from '../../table/save-file.ts'
import { useWords } from '../../words/words.tsx'
import { type StepProps, staleLetters, underWay } from './batch.ts'
import { useCreation } from './creation.tsx'
import { PrintLetters } from './print-letters.tsx'
import { ScrollableTable } from './scrollable-table.tsx'
import './step-create.css'
import { CommuneLine } from './creation-line.tsx'

export function StepCreate({ batch }: StepProps) {
  const { welcome: words } = useWords()
  const format = useFormat()
  const creation = useCreation()
  const { may } = useSession()
  const templates = useAnswer('GET /mailbox-templates', {})
  const letter = useChange('POST /letters', staleLetters)
  const lettersAt = batch.lettersAt ?? (letter.isSuccess ? new Date(letter.submittedAt).toISOString() : null)
  const { created, failed } = batch
  const all = batch.communes.length
  const next = underWay(batch)
  const begun = created + failed > 0
  const letters = batch.communes
    .filter(({ state }) => state === 'created')
    .reduce((sum, { people }) => sum + people.filter(({ existing }) => existing === null).length, 0)
  return (
    <>
      <div className="wizard-sum wizard-sum-progress">
        <div>
          <h2>
            <b role="status">
              {creation.running && created === 0 ? words.creating(all) : words.createdOf(created, all)}
            </b>
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
      <ScrollableTable label={words.creationCaption}>
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
                underWay={creation.running && commune === next}
              />
            ))}
          </tbody>
        </table>
      </ScrollableTable>
      <div className="wizard-foot">
        <p>
          {creation.running && words.goesOn}{' '}
          {lettersAt !== null && `${words.lettersAt(format.full(lettersAt))} ${words.lettersOnce}`}
        </p>
        <ButtonLink href="/communes">{words.seeCommunes}</ButtonLink>
        {created < all && !creation.running && (
          <Button look={created === 0 ? 'primary' : 'secondary'} onPress={creation.run}>
            {begun && <RotateCw aria-hidden className="small" />}
            {begun ? words.again : words.createNow}
          </Button>
        )}
        {letters > 0 && may('activate:person') && (
          <PrintLetters
            batch={batch}
            printed={lettersAt !== null}
            isPending={letter.isPending}
            onFirst={() =>
              letter.mutate(
                { body: { welcome: batch.id } },
                { onSuccess: (pdf) => saveBlob(pdf, words.lettersFile) },
              )
            }
          />
        )}
      </div>
    </>
  )
}

function progressSentence(
  { created, failed, communes, lettersMissing }: StepProps['batch'],
  running: boolean,
  words: ReturnType<typeof useWords>['welcome'],
): string {
  if (running) return words.running
  if (failed > 0) return words.someWait(failed)
  if (created === communes.length) return lettersMissing > 0 ? words.lettersLeft : words.allCreated
  return words.notBegun(communes.length - created)
}
