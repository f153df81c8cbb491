// The columns of the table of outgoing mail.

import { Link } from 'react-aria-components'
import { Cachet } from '#ui/cachet/cachet.tsx'
import { BreakableAddress } from '#ui/display/breakable-address.tsx'
import { Moment } from '#ui/display/moment.tsx'
import type { TableColumn } from '#ui/table/data-table.tsx'
import { communeColumn } from '../../directory/commune-column.tsx'
import type { useReplySentences } from '../../reply-sentences.ts'
import type { Words } from '../../words/fr.ts'
import { departmentLetsGo } from './delivery-standing.ts'
import { DeliveryState } from './delivery-state.tsx'
import type { QueueRow } from './queue-view.ts'

interface Beside {
  readonly words: Words
  readonly sentences: ReturnType<typeof useReplySentences>
  /** Whether rows of several communes are shown. */
  readonly several: boolean
  /** Of a commune: who is told what the département alone lets go. */
  readonly manager: boolean
}

export const deliveryColumns = ({
  words: { queue: words, replyKinds },
  sentences,
  several,
  manager,
}: Beside): readonly TableColumn<QueueRow>[] => [
  {
    id: 'from',
    label: words.from,
    fixed: true,
    cell: (row) => (
      <span className="row-name">
        <Cachet name={row.commune.name} />
        <Link href={`/file-attente/${row.queueId}`}>
          <BreakableAddress text={row.reversePath || words.report} />
        </Link>
      </span>
    ),
  },
  {
    id: 'to',
    label: words.to,
    cell: (row) => (
      <>
        <BreakableAddress text={words.toWhom(row.recipients, row.recipientCount)} />
        {row.destination === 'local' && (
          <small className="queue-under">{words.toward(row.destination)}</small>
        )}
      </>
    ),
  },
  {
    id: 'state',
    label: words.state,
    cell: (row) => (
      <>
        <DeliveryState delivery={row} />
        {row.heldFor !== null && (
          <small className="queue-under">
            {words.heldBecause[row.heldFor]}
            {manager && departmentLetsGo(row, row.sendingStopped) && ` ${words.departmentDecides}`}
          </small>
        )}
      </>
    ),
  },
  {
    id: 'why',
    label: words.why,
    cell: ({ kind, heldFor }) =>
      kind === null ? (
        heldFor === null && <span className="quiet">{words.notTried}</span>
      ) : (
        <span className="quiet" title={sentences(kind).happened}>
          {replyKinds[kind] ?? kind}
        </span>
      ),
  },
  {
    id: 'next',
    label: words.nextTry,
    cell: ({ nextAttemptAt }) => (nextAttemptAt === null ? null : <Moment at={nextAttemptAt} />),
  },
  { id: 'accepted', label: words.accepted, cell: ({ acceptedAt }) => <Moment at={acceptedAt} /> },
  ...communeColumn<QueueRow>(words.commune, several).map((column) => ({ ...column, hidden: true })),
]
