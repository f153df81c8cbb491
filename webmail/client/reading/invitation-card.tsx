// An invitation at the top of its message: what, when, where, who; and its answer.

import { CalendarDays, CalendarX, Clock, Download, MapPin, Repeat, User, Users } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { Button, ButtonLink } from '#ui/control/button.tsx'
import { addressOf } from '../api.ts'
import type { BoxView, MessageView } from '../boxes.ts'
import { nameOf } from '../list/row-words.ts'
import { useOneColumn } from '../use-one-column.ts'
import { useWords } from '../words/words.tsx'
import { eventTime, type Invitation, repeatsOf } from './event-time.ts'
import { type InvitationAnswer, useAnswerInvitation } from './use-invitation.ts'
import './invitation.css'

export interface InvitationCardProps {
  readonly box: BoxView
  readonly message: MessageView
  readonly invitation: Invitation
}

const answers: readonly InvitationAnswer[] = ['accepted', 'tentative', 'declined']

export function InvitationCard({ box, message, invitation }: InvitationCardProps) {
  const words = useWords()
  const { invitations } = words
  const Heading = useOneColumn() ? 'h3' : 'h4'
  const reader = { words, zone: Intl.DateTimeFormat().resolvedOptions().timeZone }
  const { method, state, summary, where, organiser, isUpdate, part } = invitation
  const isOff = method === 'cancel' || state === 'cancelled'
  const kind = isOff ? 'cancel' : method === 'reply' ? 'reply' : isUpdate ? 'update' : 'request'
  const repeats = repeatsOf(invitation, reader)
  const Icon = isOff ? CalendarX : CalendarDays
  return (
    <section className="invitation" aria-label={invitations.region} data-off={isOff || undefined}>
      <p className="invitation-kind">
        <Icon aria-hidden className="small" /> {invitations[kind]}
      </p>
      <Heading className="invitation-title">{summary === '' ? invitations.untitled : summary}</Heading>
      <ul className="invitation-facts">
        <Fact icon={<Clock aria-hidden />}>{eventTime(invitation, reader)}</Fact>
        {repeats !== null && <Fact icon={<Repeat aria-hidden />}>{repeats}</Fact>}
        {where !== '' && <Fact icon={<MapPin aria-hidden />}>{where}</Fact>}
        {organiser !== null && method !== 'reply' && (
          <Fact icon={<User aria-hidden />}>
            {invitations.organiser(nameOf(organiser))}
            {organiser.name.trim() !== '' && <span className="quiet"> {organiser.address}</span>}
          </Fact>
        )}
        {method === 'reply' && <Replies invitation={invitation} />}
      </ul>
      {method !== 'reply' && <Attendees invitation={invitation} />}
      {method === 'request' && <Answer box={box} message={message} invitation={invitation} />}
      <p className="invitation-file">
        <ButtonLink
          look="quiet"
          size="small"
          download
          href={addressOf('GET /boxes/{box}/attachment', {
            params: { box: box.id },
            query: { ...message.place, part },
          })}
        >
          <Download aria-hidden className="small" /> {invitations.download}
        </ButtonLink>
      </p>
    </section>
  )
}

const Fact = ({ icon, children }: { readonly icon: ReactNode; readonly children: ReactNode }) => (
  <li>
    {icon}
    <span>{children}</span>
  </li>
)

/** Who answered an invitation of this box. */
function Replies({ invitation }: { readonly invitation: Invitation }) {
  const { invitations } = useWords()
  if (invitation.attendees.length === 0)
    return <Fact icon={<User aria-hidden />}>{invitations.repliedForOther}</Fact>
  return invitation.attendees.map((each) => (
    <Fact key={each.address} icon={<User aria-hidden />}>
      <b>{invitations.replied[each.attendance](nameOf(each))}</b>
      {each.name.trim() !== '' && <span className="quiet"> {each.address}</span>}
    </Fact>
  ))
}

function Attendees({ invitation: { attendees, attendeeCount } }: { readonly invitation: Invitation }) {
  const { invitations } = useWords()
  const [open, setOpen] = useState(false)
  if (attendeeCount === 0) return null
  const counts = answers.flatMap((answer) => {
    const count = attendees.filter(({ attendance }) => attendance === answer).length
    return count === 0 ? [] : [invitations.count(count, invitations.counted[answer])]
  })
  return (
    <div className="invitation-people">
      <p>
        <Users aria-hidden /> {[invitations.attendees(attendeeCount), ...counts].join(' · ')}{' '}
        <Button look="quiet" size="small" aria-expanded={open} onPress={() => setOpen(!open)}>
          {open ? invitations.hideAttendees : invitations.showAttendees}
        </Button>
      </p>
      {open && (
        <ul>
          {attendees.map((each) => (
            <li key={each.address}>
              <span className="cut" title={each.address}>
                {nameOf(each)}
              </span>
              <span className="quiet">{invitations.attendance[each.attendance]}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function Answer({ box, message, invitation }: InvitationCardProps) {
  const { invitations } = useWords()
  const answering = useAnswerInvitation(box, message)
  const { state, answer, mayAnswer, invited, organiser } = invitation
  if (state !== 'current')
    return (
      <p className="invitation-state" role="status">
        {state === 'cancelled' ? invitations.cancelled : invitations.superseded}
      </p>
    )
  if (!mayAnswer)
    return invited === null ? <p className="quiet invitation-state">{invitations.notInvited}</p> : null
  const name = organiser === null ? '' : nameOf(organiser)
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset brings a frame and a legend that a row of buttons has no room for. */}
      <div className="invitation-answers" role="group" aria-label={invitations.answering(invited ?? '')}>
        {answers.map((each) => (
          <Button
            key={each}
            aria-pressed={answer === each}
            isPending={answering.isPending && answering.variables === each}
            onPress={() => answering.isPending || answering.mutate(each)}
          >
            {invitations.answers[each]}
          </Button>
        ))}
      </div>
      <p className="invitation-state" role="status">
        {answer !== null && invitations.answered[answer](name)}
      </p>
    </>
  )
}
