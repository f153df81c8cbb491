// How sessions with the servers of recipients were protected in a month: by destination, those with the most failures first.

import { useMemo } from 'react'
import { BreakableAddress } from '#ui/display/breakable-address.tsx'
import { StateLabel } from '#ui/display/state-label.tsx'
import { useFormat } from '#ui/format/use-format.ts'
import { EmptyState } from '#ui/page/states.tsx'
import type { TableColumn } from '#ui/table/data-table.tsx'
import { FilterBar } from '#ui/table/filter-bar.tsx'
import { isFiltered, noFilter } from '#ui/table/url-filters.ts'
import { useUrlFilters } from '#ui/table/use-url-filters.ts'
import type { AdminAnswer } from '../../../contract/all.ts'
import { useListing } from '../../queries.ts'
import { ListingTable } from '../../table/listing-table.tsx'
import { NoMatches } from '../../table/no-matches.tsx'
import type { Words } from '../../words/fr.ts'
import { useWords } from '../../words/words.tsx'

type Row = AdminAnswer<'GET /tls-sessions'>['rows'][number]

export function TlsSessions() {
  const { deliverability: words } = useWords()
  const format = useFormat()
  const [filters, change] = useUrlFilters(['q'])
  const query = filters.q === null ? {} : { search: filters.q }
  const listing = useListing('GET /tls-sessions', { query })
  const columns = useMemo(() => columnsOf(words, format), [words, format])
  return (
    <>
      <FilterBar placeholder={words.searchDestination} text={filters.q} onText={(q) => change({ q })} />
      <ListingTable
        label={words.encryption.label}
        listing={listing}
        columns={columns}
        idOf={({ destination }) => destination}
        nameOf={({ destination }) => destination}
        roomy
        empty={
          isFiltered(filters) ? (
            <NoMatches onClear={() => change(noFilter(filters))} />
          ) : (
            <EmptyState title={words.encryption.none}>
              <p>{words.encryption.noneText}</p>
            </EmptyState>
          )
        }
      />
    </>
  )
}

const columnsOf = (
  { destination, encryption: words }: Words['deliverability'],
  format: ReturnType<typeof useFormat>,
): readonly TableColumn<Row>[] => [
  {
    id: 'destination',
    label: destination,
    fixed: true,
    cell: (row) => (
      <b>
        <BreakableAddress text={row.destination} />
      </b>
    ),
  },
  {
    id: 'policy',
    label: words.policy,
    cell: ({ policies }) => policies.map((policy) => words.policies[policy]).join(', '),
  },
  {
    id: 'failed',
    label: words.failed,
    align: 'end',
    cell: ({ failed }) => (
      <StateLabel kind={failed === 0 ? 'ok' : 'warn'}>{format.number(failed)}</StateLabel>
    ),
  },
  {
    id: 'succeeded',
    label: words.succeeded,
    align: 'end',
    cell: ({ succeeded }) => format.number(succeeded),
  },
  {
    id: 'failures',
    label: words.failures,
    cell: ({ failures }) =>
      failures.map((each) => <FailureLine key={each.result} failure={each} words={words} format={format} />),
  },
]

interface FailureLineProps {
  readonly failure: Row['failures'][number]
  readonly words: Words['deliverability']['encryption']
  readonly format: ReturnType<typeof useFormat>
}

function FailureLine({ failure: { result, sessions, lastDay, hosts }, words, format }: FailureLineProps) {
  return (
    <div>
      {words.failure(words.results[result], format.number(sessions))}
      {/* A day, wherever the clock of the browser is. */}
      <small className="deliverability-under">
        {words.atHosts(hosts.join(', '), format.day(`${lastDay}T12:00:00Z`))}
      </small>
    </div>
  )
}
