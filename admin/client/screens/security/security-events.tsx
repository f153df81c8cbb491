// The security log in words: what looked like an attack on the service, from where, and when.

import { useMemo } from 'react'
import { Link } from 'react-aria-components'
import { Moment } from '#ui/display/moment.tsx'
import { useFormat } from '#ui/format/use-format.ts'
import { EmptyState } from '#ui/page/states.tsx'
import { DataTable, type TableColumn } from '#ui/table/data-table.tsx'
import { FilterBar, FilterChip } from '#ui/table/filter-bar.tsx'
import { isFiltered, noFilter } from '#ui/table/url-filters.ts'
import { useUrlFilters } from '#ui/table/use-url-filters.ts'
import type { AdminAnswer } from '../../../contract/all.ts'
import { addressOf } from '../../api.ts'
import { useListing } from '../../queries.ts'
import { ExportLink } from '../../table/export-link.tsx'
import { NoMatches } from '../../table/no-matches.tsx'
import { useWords } from '../../words/words.tsx'
import { eventFacts } from './event-facts.ts'
import { ListStates } from './list-states.tsx'
import { isWholeNetwork } from './whole-network.ts'

type EventRow = AdminAnswer<'GET /security-events'>['rows'][number]

export function SecurityEvents() {
  const { security: words } = useWords()
  const [filters, change] = useUrlFilters(['q', 'sorte'])
  const query = useMemo(
    () => ({
      ...(filters.q === null ? {} : { network: filters.q }),
      ...(filters.sorte === null ? {} : { kind: filters.sorte }),
    }),
    [filters],
  )
  const unfinished = filters.q !== null && !isWholeNetwork(filters.q)
  const list = useListing('GET /security-events', { query }, { enabled: !unfinished })
  const columns = useMemo((): readonly TableColumn<EventRow>[] => {
    return [
      {
        id: 'kind',
        label: words.fact,
        fixed: true,
        cell: (row) => (
          <>
            <b>{words.events[row.kind] ?? words.unknownEvent}</b>
            <small className="security-under">{words.eventTexts[row.kind]}</small>
          </>
        ),
      },
      {
        id: 'network',
        label: words.from,
        cell: (row) => (
          <Link href={`/securite/evenements?q=${encodeURIComponent(row.network)}`}>{row.network}</Link>
        ),
      },
      {
        id: 'detail',
        label: words.detail,
        cell: ({ facts }) => <Detail facts={facts} />,
      },
      { id: 'at', label: words.when, cell: (row) => <Moment at={row.at} /> },
    ]
  }, [words])
  return (
    <>
      <FilterBar
        placeholder={words.searchNetwork}
        text={filters.q}
        onText={(q) => change({ q })}
        chips={
          <FilterChip
            label={words.kind}
            value={filters.sorte}
            onChange={(sorte) => change({ sorte })}
            options={Object.entries(words.events).map(([value, label]) => ({ value, label }))}
          />
        }
        end={!unfinished && <ExportLink href={addressOf('GET /security-events/export', { query })} />}
      />
      {unfinished ? (
        <EmptyState title={words.wholeNetwork}>
          <p>{words.wholeNetworkText}</p>
        </EmptyState>
      ) : (
        <ListStates list={list}>
          <DataTable
            label={words.tabs.evenements}
            columns={columns}
            items={list.rows}
            idOf={(row) => String(row.id)}
            nameOf={(row) => `${words.events[row.kind] ?? words.unknownEvent} ${row.network}`}
            onMore={list.onMore}
            loadingMore={list.loadingMore}
            roomy
            empty={
              isFiltered(filters) ? (
                <NoMatches onClear={() => change(noFilter(filters))} />
              ) : (
                <EmptyState title={words.noEvent}>
                  <p>{words.noEventText}</p>
                </EmptyState>
              )
            }
          />
        </ListStates>
      )}
    </>
  )
}

/** Nothing at all where nothing is known besides, so that a phone shows no heading without a value. */
function Detail({ facts }: Pick<EventRow, 'facts'>) {
  const { security: words } = useWords()
  const { number } = useFormat()
  const known = eventFacts(facts, words, number)
  return known === '' ? null : <span className="security-detail">{known}</span>
}
