// The domains as senders: what each signs with, and how much of its mail was not delivered.

import { useMemo } from 'react'
import { Link } from 'react-aria-components'
import { Cachet } from '#ui/cachet/cachet.tsx'
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

type Row = AdminAnswer<'GET /deliverability'>['rows'][number]

export function SendingDomains() {
  const { deliverability: words } = useWords()
  const format = useFormat()
  const [filters, change] = useUrlFilters(['q', 'commune'])
  const query = {
    ...(filters.q === null ? {} : { search: filters.q }),
    ...(filters.commune === null ? {} : { commune: filters.commune }),
  }
  const listing = useListing('GET /deliverability', { query })
  const columns = useMemo(() => columnsOf(words, format.number), [words, format])
  return (
    <>
      <FilterBar placeholder={words.search} text={filters.q} onText={(q) => change({ q })} />
      <ListingTable
        label={words.label}
        listing={listing}
        columns={columns}
        idOf={({ name }) => name}
        nameOf={({ name }) => name}
        empty={
          isFiltered(filters) ? (
            <NoMatches onClear={() => change(noFilter(filters))} />
          ) : (
            <EmptyState title={words.none}>
              <p>{words.noneText}</p>
            </EmptyState>
          )
        }
      />
    </>
  )
}

const columnsOf = (
  words: Words['deliverability'],
  number: (value: number) => string,
): readonly TableColumn<Row>[] => [
  {
    id: 'domain',
    label: words.domain,
    fixed: true,
    cell: ({ name, commune }) => (
      <span className="row-name">
        <Cachet name={commune.name} />
        <Link href={`/delivrabilite/domaines/${name}`}>{name}</Link>
      </span>
    ),
  },
  {
    id: 'commune',
    label: words.commune,
    cell: ({ commune }) => <span className="quiet">{commune.name}</span>,
  },
  { id: 'signature', label: words.signature, cell: ({ keys }) => <Signature keys={keys} words={words} /> },
  { id: 'week', label: words.week, align: 'end', cell: ({ bouncesInWeek }) => number(bouncesInWeek) },
  { id: 'month', label: words.month, align: 'end', cell: ({ bouncesInMonth }) => number(bouncesInMonth) },
]

interface SignatureProps {
  readonly keys: Row['keys']
  readonly words: Words['deliverability']
}

function Signature({ keys, words }: SignatureProps) {
  const active = new Set(keys.flatMap(({ algorithm, state }) => (state === 'active' ? [algorithm] : [])))
  const [only] = active
  if (active.size > 1) return <StateLabel kind="ok">{words.signatures.both}</StateLabel>
  if (only !== undefined)
    return <StateLabel kind="warn">{words.signatures.one(words.algorithms[only])}</StateLabel>
  return keys.length > 0 ? (
    <StateLabel kind="warn">{words.signatures.waiting}</StateLabel>
  ) : (
    <StateLabel kind="bad">{words.signatures.none}</StateLabel>
  )
}
