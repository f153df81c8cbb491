// Lost second factors that wait for a second person: who, why, who asked; to accept takes two different people.

import { ShieldCheck } from 'lucide-react'
import { useState } from 'react'
import { PersonMark } from '#ui/cachet/cachet.tsx'
import { Button } from '#ui/control/button.tsx'
import { useFormat } from '#ui/format/use-format.ts'
import { Dialog } from '#ui/overlay/dialog.tsx'
import { sayDone } from '#ui/overlay/toast.tsx'
import { EmptyState, Skeleton } from '#ui/page/states.tsx'
import type { AdminAnswer } from '../../../contract/all.ts'
import { Failure } from '../../failure.tsx'
import { FormProblem } from '../../form/form-problem.tsx'
import { IssuedCode } from '../../issued-code/issued-code.tsx'
import { FactorApprovers } from '../../persons/factor-approvers.tsx'
import { useAnswer, useChange } from '../../queries.ts'
import { useSession } from '../../session.tsx'
import { useWords } from '../../words/words.tsx'

type Reset = AdminAnswer<'GET /factor-resets'>['rows'][number]
type Issued = AdminAnswer<'POST /factor-resets/{reset}/agreement'>

export function FactorResets() {
  const { team: words } = useWords()
  const resets = useAnswer('GET /factor-resets', {})
  const [issued, setIssued] = useState<Issued | null>(null)
  if (resets.data === undefined)
    return resets.error === null ? (
      <Skeleton rows={3} onRetry={() => void resets.refetch()} />
    ) : (
      <Failure error={resets.error} onRetry={() => void resets.refetch()} />
    )
  return (
    <>
      {resets.data.rows.length === 0 && (
        <EmptyState icon={ShieldCheck} title={words.noReset}>
          <p>{words.noResetText}</p>
        </EmptyState>
      )}
      <ul className="resets">
        {resets.data.rows.map((reset) => (
          <ResetLine key={reset.id} reset={reset} onIssued={setIssued} />
        ))}
      </ul>
      {issued !== null && (
        <Dialog title={words.codeFor(issued.person.name)} isOpen onClose={() => setIssued(null)} stays>
          <IssuedCode again issued={issued} onClose={() => setIssued(null)} />
        </Dialog>
      )}
    </>
  )
}

function ResetLine({
  reset,
  onIssued,
}: {
  readonly reset: Reset
  readonly onIssued: (issued: Issued) => void
}) {
  const { team: words, roles, persons } = useWords()
  const format = useFormat()
  const self = useSession().person.id
  const stale = ['/factor-resets', '/team', '/audit', '/to-do'] as const
  const agree = useChange('POST /factor-resets/{reset}/agreement', stale)
  const refuse = useChange('POST /factor-resets/{reset}/refusal', stale)
  const mine = reset.askedBy?.id === self
  const mayAgree = !mine && reset.person.id !== self
  // A settled line leaves the list: the promise is kept by its parent all the same, and the code with it.
  const params = { reset: reset.id }
  return (
    <li>
      <PersonMark name={reset.person.name} />
      <div className="reset-text">
        <b>{reset.person.name}</b>
        <span>
          {roles[reset.person.role]}, {reset.person.commune}
        </span>
        <p>{words.askedBy(reset.askedBy?.name ?? words.somebody, reset.reason)}</p>
        <small>{words.resetUntil(format.moment(reset.createdAt), format.moment(reset.expiresAt))}</small>
        {mayAgree && reset.from !== null && <p>{persons.dialog.agreeLater(format.full(reset.from))}</p>}
        {mine && <FactorApprovers person={reset.person} />}
        <FormProblem error={agree.error ?? refuse.error} />
      </div>
      <div className="reset-actions">
        {!mayAgree && !mine && <small>{words.anotherMust}</small>}
        <Button
          isPending={refuse.isPending}
          onPress={() =>
            void refuse
              .mutateAsync({ params })
              .then(() => sayDone({ text: words.wasRefused }))
              .catch(() => undefined)
          }
        >
          {mine ? words.takeBack : words.refuse}
        </Button>
        {mayAgree && reset.from === null && (
          <Button
            look="primary"
            isPending={agree.isPending}
            onPress={() =>
              void agree
                .mutateAsync({ params })
                .then(onIssued)
                .catch(() => undefined)
            }
          >
            {words.accept}
          </Button>
        )}
      </div>
    </li>
  )
}
