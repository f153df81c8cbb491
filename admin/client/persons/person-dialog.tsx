// The record of one person: who they are, which mailboxes they open, their first access, a lost factor, and their suspension.

import { Link } from 'react-aria-components'
import { Banner } from '#ui/display/banner.tsx'
import { Moment } from '#ui/display/moment.tsx'
import { useFormat } from '#ui/format/use-format.ts'
import { Dialog } from '#ui/overlay/dialog.tsx'
import { Facts } from '#ui/page/section.tsx'
import { Skeleton } from '#ui/page/states.tsx'
import { CommuneLink } from '../directory/commune-link.tsx'
import { Failure } from '../failure.tsx'
import { useAnswer } from '../queries.ts'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words.tsx'
import { FirstAccess } from './first-access.tsx'
import { ForgottenPassword } from './forgotten-password.tsx'
import { LostFactor } from './lost-factor.tsx'
import { PersonForm } from './person-form.tsx'
import { PersonState } from './person-state.tsx'
import './person.css'

export function PersonDialog({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const words = useWords()
  const { data, error, refetch } = useAnswer('GET /persons/{person}', { params: { person: id } })
  return (
    <Dialog title={data?.name ?? words.persons.dialog.title} isOpen onClose={onClose} width="wide">
      {data !== undefined ? (
        <Record id={id} />
      ) : error === null ? (
        <Skeleton rows={6} />
      ) : (
        <Failure error={error} onRetry={() => void refetch()} />
      )}
    </Dialog>
  )
}

function Record({ id }: { readonly id: string }) {
  const words = useWords()
  const format = useFormat()
  const { may, person: self } = useSession()
  const say = words.persons.dialog
  const { data: person } = useAnswer('GET /persons/{person}', { params: { person: id } })
  if (person === undefined) return null
  return (
    <div className="person-record">
      {person.suspendedAt !== null && (
        <Banner kind="warn">{say.suspendedSince(format.moment(person.suspendedAt))}</Banner>
      )}
      <div className="person-columns">
        <Facts
          facts={[
            [say.facts.email, person.email],
            [say.facts.commune, <CommuneLink key="commune" commune={person.commune} />],
            [say.role, words.roles[person.role]],
            [say.facts.access, <PersonState key="s" person={person} />],
            [
              say.facts.secondFactor,
              person.secondFactor ? words.persons.factor.yes : words.persons.factor.no,
            ],
            [say.facts.lastSignInAt, <Moment key="l" at={person.lastSignInAt} />],
          ]}
        />
        {may('read:access') && <OpenedBoxes id={id} />}
      </div>
      {may('activate:person') && !person.activated && <FirstAccess person={person} />}
      {may('activate:person') && person.id !== self.id && <ForgottenPassword person={person} />}
      {may('reset:factor') && person.secondFactor && person.id !== self.id && <LostFactor person={person} />}
      {may('change:person') &&
        person.id !== self.id &&
        (person.role === 'manager' || person.role === 'member') && <PersonForm person={person} />}
      {person.id === self.id && <p className="quiet">{say.yourself}</p>}
    </div>
  )
}

function OpenedBoxes({ id }: { readonly id: string }) {
  const words = useWords()
  const format = useFormat()
  const say = words.persons.dialog
  const { data } = useAnswer('GET /persons/{person}/access', { params: { person: id } })
  if (data === undefined) return <Skeleton rows={3} />
  return (
    <section aria-label={say.boxes}>
      <h3>{say.boxes}</h3>
      {data.rows.length === 0 && <p className="quiet">{say.noBox}</p>}
      <ul className="person-boxes">
        {data.rows.map(({ mailbox, role, until }) => (
          <li key={mailbox.id}>
            <Link href={`/boites/${mailbox.id}`}>{mailbox.address}</Link>
            <span className="quiet">
              {words.mailboxes.access.roles[role]}
              {until !== null && `, ${words.mailboxes.access.until(format.day(until))}`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
