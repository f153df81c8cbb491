// One commune of a batch that is being created: how far it is, or what is to be corrected first.

import { CircleCheck, CircleDashed, CornerDownRight, OctagonAlert } from 'lucide-react'
import { Link } from 'react-aria-components'
import { Cachet } from '#ui/cachet/cachet.tsx'
import { ButtonLink } from '#ui/control/button.tsx'
import { useWords } from '../../words/words.tsx'
import type { StepProps, Template, WelcomedCommune } from './batch.ts'
import { stepThatMends } from './problem-step.ts'
import { addressOfStep } from './steps.ts'

interface CommuneLineProps extends StepProps {
  readonly commune: WelcomedCommune
  readonly template: Template | undefined
  /** Of the batch. */
  readonly running: boolean
  /** It is this commune’s turn. */
  readonly underWay: boolean
}

export function CommuneLine({ batch, commune, template, running, underWay }: CommuneLineProps) {
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
        <td data-label={words.domain}>{commune.domain}</td>
        <td data-label={words.mailboxes}>
          {template === undefined ? '' : words.countMailboxes(shared + letters)}
        </td>
        <td data-label={words.letters}>{words.countLetters(letters)}</td>
        <td data-label={words.result}>
          <Result state={commune.state} underWay={underWay} />
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

interface ResultProps {
  readonly state: WelcomedCommune['state']
  readonly underWay: boolean
}

function Result({ state, underWay }: ResultProps) {
  const { welcome: words } = useWords()
  if (state === 'created')
    return (
      <span className="step-cell step-cell-done">
        <CircleCheck aria-hidden />
        {words.created}
      </span>
    )
  if (state === 'failed')
    return (
      <span className="step-cell step-cell-bad">
        <OctagonAlert aria-hidden />
        {words.notCreated}
      </span>
    )
  return (
    <span className="step-cell step-cell-wait">
      <CircleDashed aria-hidden />
      {underWay ? words.underWay : words.waits}
    </span>
  )
}
