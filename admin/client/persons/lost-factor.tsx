// A lost second factor is taken away by two people: one asks and says why, another one agrees.

import { type FormEvent, useState } from 'react'
import { Button } from '#ui/control/button.tsx'
import { CopyButton } from '#ui/control/copy-button.tsx'
import { TextField } from '#ui/control/text-field.tsx'
import { Banner } from '#ui/display/banner.tsx'
import { useFormat } from '#ui/format/use-format.ts'
import { sayDone } from '#ui/overlay/toast.tsx'
import type { AdminAnswer } from '../../contract/all.ts'
import { fieldProblem } from '../failure.tsx'
import { FormProblem } from '../form/form-problem.tsx'
import { useUnsaved } from '../form/unsaved.ts'
import { useAnswer, useChange } from '../queries.ts'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words.tsx'
import { FactorApprovers } from './factor-approvers.tsx'
import type { PersonRow } from './person-row.ts'
import { personChanges } from './person-row.ts'

type Reset = AdminAnswer<'GET /factor-resets'>['rows'][number]

export function LostFactor({ person }: { readonly person: PersonRow }) {
  const say = useWords().persons.dialog
  const { person: self } = useSession()
  const { data } = useAnswer('GET /factor-resets', {})
  const pending = data?.rows.find((reset) => reset.person.id === person.id)
  return (
    <section aria-label={say.lost} className="person-part">
      <h3>{say.lost}</h3>
      <p className="quiet">{say.lostText}</p>
      {(pending === undefined || pending.askedBy?.id === self.id) && <FactorApprovers person={person} />}
      {pending === undefined ? <Ask person={person} /> : <Decide reset={pending} />}
    </section>
  )
}

function Ask({ person }: { readonly person: PersonRow }) {
  const words = useWords()
  const say = words.persons.dialog
  const [reason, setReason] = useState('')
  useUnsaved(reason.trim() !== '')
  const ask = useChange('POST /factor-resets', [...personChanges, '/to-do'])
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    ask.mutate(
      { body: { person: person.id, reason } },
      { onSuccess: () => sayDone({ text: say.lostAsked(person.name) }) },
    )
  }
  return (
    <form className="form" onSubmit={submit}>
      <TextField
        label={say.lostReason}
        hint={say.lostReasonHint}
        isRequired
        value={reason}
        onChange={setReason}
        error={fieldProblem(ask.error, 'reason', words)}
      />
      <FormProblem error={ask.error} />
      <div>
        <Button type="submit" isPending={ask.isPending}>
          {say.lostAsk}
        </Button>
      </div>
    </form>
  )
}

function Decide({ reset }: { readonly reset: Reset }) {
  const words = useWords()
  const format = useFormat()
  const { person: self } = useSession()
  const say = words.persons.dialog
  const agree = useChange('POST /factor-resets/{reset}/agreement', [])
  const refuse = useChange('POST /factor-resets/{reset}/refusal', [...personChanges, '/to-do'])
  const asked = reset.askedBy?.id === self.id
  const mayAgree = !asked && reset.person.id !== self.id
  if (agree.data !== undefined) {
    return (
      <Banner kind="ok" action={<CopyButton text={agree.data.code} />}>
        {say.lostAgreed} <b className="nowrap">{agree.data.code}</b>
      </Banner>
    )
  }
  const params = { reset: reset.id }
  return (
    <>
      <Banner kind="info">
        <p>{say.lostPending(reset.askedBy?.name ?? words.common.product, format.moment(reset.createdAt))}</p>
        <p>{reset.reason}</p>
      </Banner>
      {mayAgree && reset.from !== null && <p className="quiet">{say.agreeLater(format.full(reset.from))}</p>}
      <FormProblem error={agree.error ?? refuse.error} />
      <div className="person-actions">
        <Button
          isPending={refuse.isPending}
          onPress={() => refuse.mutate({ params }, { onSuccess: () => sayDone({ text: say.lostRefused }) })}
        >
          {asked ? say.lostTakeBack : say.lostRefuse}
        </Button>
        {mayAgree && reset.from === null && (
          <Button isPending={agree.isPending} onPress={() => agree.mutate({ params })}>
            {say.lostAgree}
          </Button>
        )}
      </div>
    </>
  )
}
