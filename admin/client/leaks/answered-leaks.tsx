// Messages that somebody answers for: those that left for a reason that was asked for, and those that had to be agreed to.

import { Link } from 'react-aria-components'
import { Moment } from '#ui/display/moment.tsx'
import { type StateKind, StateLabel } from '#ui/display/state-label.tsx'
import { useFormat } from '#ui/format/use-format.ts'
import { Section } from '#ui/page/section.tsx'
import type { TableColumn } from '#ui/table/data-table.tsx'
import type { AdminAnswer } from '../../contract/all.ts'
import { useListing } from '../queries.ts'
import { ListingTable } from '../table/listing-table.tsx'
import type { Words } from '../words/fr.ts'
import { useWords } from '../words/words.tsx'
import type { LeakKind } from './leak-policy.ts'

type AnsweredLeak = AdminAnswer<'GET /leaks'>['rows'][number]
type Became = NonNullable<AnsweredLeak['approval']>['became']

const states: Readonly<Record<Became, StateKind>> = {
  waiting: 'wait',
  released: 'ok',
  deleted: 'bad',
  partly: 'info',
  expired: 'bad',
}

export function AnsweredLeaks({ commune }: { readonly commune: string | null }) {
  const words = useWords()
  const format = useFormat()
  const say = words.leaks.answered
  const listing = useListing('GET /leaks', { query: commune === null ? {} : { commune } })
  return (
    <Section title={say.title}>
      <p className="quiet policy-text">{say.text}</p>
      <ListingTable
        roomy
        label={say.title}
        listing={listing}
        columns={columnsOf(words, commune === null)}
        idOf={({ queueId }) => queueId}
        nameOf={({ mailbox, at }) => `${mailbox ?? say.gone}, ${format.moment(at)}`}
        empty={<p className="quiet policy-text">{say.empty}</p>}
      />
    </Section>
  )
}

function columnsOf(words: Words, ofAll: boolean): readonly TableColumn<AnsweredLeak>[] {
  const say = words.leaks.answered
  return [
    {
      id: 'from',
      label: say.columns.from,
      fixed: true,
      // What waits for an agreement is decided about on the page of the message.
      cell: ({ mailbox, person, approval, queueId }) => (
        <span className="row-name-two">
          {approval?.became === 'waiting' ? (
            <Link href={`/file-attente/${queueId}`}>{mailbox ?? say.gone}</Link>
          ) : (
            <b>{mailbox ?? say.gone}</b>
          )}
          {person !== null && <small>{person}</small>}
        </span>
      ),
    },
    ...(ofAll
      ? [{ id: 'commune', label: say.columns.commune, cell: ({ commune }: AnsweredLeak) => commune.name }]
      : []),
    { id: 'at', label: say.columns.at, cell: ({ at }) => <Moment at={at} /> },
    { id: 'found', label: say.columns.found, cell: ({ findings }) => foundText(findings, words) },
    {
      id: 'reason',
      label: say.columns.reason,
      cell: ({ reason }) =>
        reason === null ? <span className="quiet">{say.noReason}</span> : <bdi>{reason}</bdi>,
    },
    {
      id: 'became',
      label: say.columns.became,
      cell: ({ approval }) =>
        approval === null ? (
          <StateLabel kind="ok">{say.left}</StateLabel>
        ) : (
          <StateLabel kind={states[approval.became]}>{say.became[approval.became]}</StateLabel>
        ),
    },
  ]
}

const foundText = (findings: AnsweredLeak['findings'], { leaks }: Words): string =>
  (Object.keys(leaks.kinds) as LeakKind[])
    .flatMap((kind) => {
      const count = findings[kind]
      return count === undefined ? [] : [leaks.answered.foundOf(leaks.kinds[kind], count)]
    })
    .join(', ')
