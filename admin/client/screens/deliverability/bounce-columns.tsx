// The columns of what was not delivered.

import { Link } from 'react-aria-components'
import { BreakableAddress } from '#ui/display/breakable-address.tsx'
import type { useFormat } from '#ui/format/use-format.ts'
import type { TableColumn } from '#ui/table/data-table.tsx'
import type { AdminAnswer } from '../../../contract/all.ts'
import type { useReplySentences } from '../../reply-sentences.ts'
import type { Words } from '../../words/fr.ts'

export type BounceRow = AdminAnswer<'GET /bounces'>['rows'][number]

interface Beside {
  readonly words: Words
  readonly format: ReturnType<typeof useFormat>
  readonly sentences: ReturnType<typeof useReplySentences>
  /** Whether rows of several domains are shown. */
  readonly several: boolean
}

export const bounceColumns = ({
  words: { deliverability: words, replyKinds, queue },
  format,
  sentences,
  several,
}: Beside): readonly TableColumn<BounceRow>[] => [
  {
    id: 'destination',
    label: words.destination,
    fixed: true,
    cell: ({ destination }) => <b>{queue.place(destination)}</b>,
  },
  {
    id: 'reason',
    label: words.reason,
    cell: ({ kind }) => (
      <>
        {replyKinds[kind] ?? kind}
        <small className="deliverability-under">{sentences(kind).happened}</small>
      </>
    ),
  },
  { id: 'count', label: words.count, align: 'end', cell: ({ count }) => format.number(count) },
  ...(several
    ? [
        {
          id: 'from',
          label: words.from,
          cell: ({ domains, domainCount }: BounceRow) => {
            const [only] = domains
            return domainCount === 1 && only !== undefined ? (
              <Link href={`/delivrabilite/domaines/${only.name}`}>
                <BreakableAddress text={only.name} />
              </Link>
            ) : (
              <span className="quiet">
                {words.domainsOf(
                  domains.map(({ name }) => name),
                  domainCount,
                )}
              </span>
            )
          },
        },
      ]
    : []),
  // A day, wherever the clock of the browser is.
  {
    id: 'last',
    label: words.last,
    cell: ({ lastDay }) => <time dateTime={lastDay}>{format.day(`${lastDay}T12:00:00Z`)}</time>,
  },
]
