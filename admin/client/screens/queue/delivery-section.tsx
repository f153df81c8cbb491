// What of a message goes to one destination: how it stands, who has it, its way so far, and what can be done about it.

import { useState } from 'react'
import { Button } from '#ui/control/button.tsx'
import { BreakableAddress } from '#ui/display/breakable-address.tsx'
import { type StateKind, StateLabel } from '#ui/display/state-label.tsx'
import { useFormat } from '#ui/format/use-format.ts'
import { AlertDialog } from '#ui/overlay/dialog.tsx'
import { Section } from '#ui/page/section.tsx'
import { FormProblem } from '../../form/form-problem.tsx'
import { Steps } from '../../journey/journey.tsx'
import { useReplySentences } from '../../reply-sentences.ts'
import { useSession } from '../../session.tsx'
import { useWords } from '../../words/words.tsx'
import { standingOf } from './delivery-standing.ts'
import { DeliveryState } from './delivery-state.tsx'
import { deliverySteps } from './delivery-steps.ts'
import type { DeliveryView, QueuedMessageView } from './queue-view.ts'
import { decisionsFor, isOfDepartment, useDecisions } from './use-decisions.ts'

interface DeliverySectionProps {
  readonly message: QueuedMessageView
  readonly delivery: DeliveryView
}

export function DeliverySection({ message, delivery }: DeliverySectionProps) {
  const words = useWords().queue
  const format = useFormat()
  const sentences = useReplySentences()
  const seconds = (value: number): string => format.number(Math.round(value * 10) / 10)
  const steps = deliverySteps(delivery, message.acceptedAt, { words: words.steps, sentences, seconds })
  return (
    <Section
      title={words.place(delivery.destination)}
      actions={<Decisions message={message} delivery={delivery} />}
    >
      <div className="delivery">
        <div>
          <Standing message={message} delivery={delivery} />
          <Recipients delivery={delivery} />
        </div>
        {steps.length > 1 && (
          <div>
            <h3>{words.journey}</h3>
            <Steps sentences={steps} />
          </div>
        )}
      </div>
    </Section>
  )
}

/** What leak prevention holds is decided about above, for all destinations at once. */
function Decisions({ message, delivery }: DeliverySectionProps) {
  const words = useWords().queue
  const { may } = useSession()
  const { decide, error, isPending } = useDecisions()
  const [deleting, setDeleting] = useState(false)
  if (!may('change:queue') || delivery.heldFor === 'approval') return null
  const which = { queueId: message.queueId, destination: delivery.destination }
  const decisions = decisionsFor(delivery).filter(
    (each) => may('release:block') || !isOfDepartment(each, delivery, message.stoppedMailbox !== null),
  )
  const open = delivery.recipients.filter(({ settledAs }) => settledAs === null).length
  return (
    <div className="delivery-acts">
      {decisions.map((decision) => (
        <Button
          key={decision}
          size="small"
          isDisabled={isPending}
          onPress={() => (decision === 'delete' ? setDeleting(true) : void decide(decision, which))}
        >
          {words[decision]}
        </Button>
      ))}
      <FormProblem error={error} />
      <AlertDialog
        title={words.deleteTitle}
        action={words.delete}
        danger
        isOpen={deleting}
        onClose={() => setDeleting(false)}
        onConfirm={() => decide('delete', which)}
      >
        <p>{words.deleteText(open, delivery.destination)}</p>
        <FormProblem error={error} />
      </AlertDialog>
    </div>
  )
}

function reasonOf(
  heldFor: NonNullable<DeliveryView['heldFor']>,
  { mailbox, stoppedMailbox }: QueuedMessageView,
) {
  if (heldFor === 'stop' && mailbox === null) return 'stopOfGone'
  return heldFor === 'approval' && stoppedMailbox !== null ? 'approvalOfStopped' : heldFor
}

function Standing({ message, delivery }: DeliverySectionProps) {
  const words = useWords().queue
  const format = useFormat()
  const standing = standingOf(delivery)
  const text =
    delivery.heldFor !== null
      ? words.heldText[reasonOf(delivery.heldFor, message)]
      : standing === 'trying'
        ? words.tryingText
        : standing === 'paused'
          ? words.pausedText
          : ''
  return (
    <div className="delivery-standing">
      <DeliveryState delivery={delivery} />
      {text !== '' && <p>{text}</p>}
      {(standing === 'waiting' || standing === 'poison') && (
        // A report of ours has nobody who would hear that it failed.
        <p>{(message.reversePath === '' ? words.dropped : words.givenUp)(format.full(delivery.expiresAt))}</p>
      )}
    </div>
  )
}

const kinds: Readonly<
  Record<NonNullable<DeliveryView['recipients'][number]['settledAs']> | 'open', StateKind>
> = { open: 'wait', delivered: 'ok', failed: 'bad', expired: 'bad', deleted: 'unknown' }

function Recipients({ delivery: { recipients, recipientCount } }: { readonly delivery: DeliveryView }) {
  const { queue: words, replyKinds } = useWords()
  const more = recipientCount - recipients.length
  return (
    <>
      <h3>{words.recipients(recipientCount)}</h3>
      <ul className="delivery-recipients">
        {recipients.map(({ address, settledAs, kind }) => {
          const state = settledAs ?? 'open'
          return (
            <li key={address}>
              <span>
                <BreakableAddress text={address} />
                {kind !== null && state !== 'delivered' && <small>{replyKinds[kind] ?? kind}</small>}
              </span>
              <StateLabel kind={kinds[state]}>{words.recipientStates[state]}</StateLabel>
            </li>
          )
        })}
        {more > 0 && <li className="quiet">{words.andMore(more)}</li>}
      </ul>
    </>
  )
}
