// The search: one field for an address or the reference of a message, a period, and what became of it in words.

import './trace.css'
import { Search } from 'lucide-react'
import { useMemo } from 'react'
import { Link } from 'react-aria-components'
import { useParams, useSearch } from 'wouter'
import { ProblemError } from '#ui/api/problem-error.ts'
import { Cachet } from '#ui/cachet/cachet.tsx'
import { SearchField } from '#ui/control/search-field.tsx'
import { Moment } from '#ui/display/moment.tsx'
import { PageHeading } from '#ui/page/page-heading.tsx'
import { EmptyState, Skeleton } from '#ui/page/states.tsx'
import { DataTable, type TableColumn } from '#ui/table/data-table.tsx'
import { FilterChip } from '#ui/table/filter-bar.tsx'
import { SavedFilters } from '#ui/table/saved-filters.tsx'
import { useUrlFilters } from '#ui/table/use-url-filters.ts'
import type { AdminAnswer } from '../../../contract/all.ts'
import { addressOf } from '../../api.ts'
import { Failure } from '../../failure.tsx'
import { OutcomeLabel } from '../../journey/journey.tsx'
import { reasonWords } from '../../journey/sentences.ts'
import { useListing } from '../../queries.ts'
import { ExportLink } from '../../table/export-link.tsx'
import type { Words } from '../../words/fr.ts'
import { useWords } from '../../words/words.tsx'
import { TraceMessage } from './trace-message.tsx'
import { readTraceQuery, sinceOf } from './trace-query.ts'

type TraceRow = AdminAnswer<'GET /traces'>['rows'][number]
const outcomes = [
  'delivered',
  'junk',
  'forwarded',
  'held',
  'waiting',
  'refused',
  'deferred',
  'deleted',
  'expired',
  'sent',
  'returned',
] as const satisfies readonly TraceRow['outcome'][]

export function TraceSearch() {
  const words = useWords()
  const { trace, journey, common } = words
  const search = useSearch()
  const [filters, change] = useUrlFilters(['q', 'periode', 'issue', 'commune'])
  const question = useMemo(() => readTraceQuery(filters.q), [filters.q])
  const query = useMemo(() => {
    const since = sinceOf(filters.periode, new Date())
    const outcome = outcomes.find((each) => each === filters.issue)
    return {
      ...(question === 'partial' ? {} : question),
      ...(since === null ? {} : { since }),
      ...(outcome === undefined ? {} : { outcome }),
      ...(filters.commune === null ? {} : { commune: filters.commune }),
    }
  }, [filters, question])
  const list = useListing('GET /traces', { query }, { enabled: question !== 'partial' })
  // The last two parts of a domain are still being typed: the API would not know it for an address.
  const unfinished = question === 'partial' || wrongAddress(list.error)
  const columns = useMemo(() => columnsOf(words), [words])
  return (
    <>
      <PageHeading title={trace.title} site={common.site}>
        {trace.lead}
      </PageHeading>
      <search className="trace-search">
        <SearchField
          label={trace.search}
          text={filters.q}
          onText={(q) => change({ q })}
          before={<Search aria-hidden />}
          large
        />
        <div className="tools">
          <FilterChip
            label={trace.period}
            value={filters.periode}
            onChange={(periode) => change({ periode })}
            options={(['1', '7', '30', '90'] as const).map((value) => ({
              value,
              label: trace.days(Number(value)),
            }))}
          />
          <FilterChip
            label={trace.outcome}
            value={filters.issue}
            onChange={(issue) => change({ issue })}
            options={outcomes.map((value) => ({ value, label: journey.outcomes[value] }))}
          />
          <SavedFilters table="trace" path="/suivi" search={search} />
          <div className="tools-end">
            {!unfinished && <ExportLink href={addressOf('GET /traces/export', { query })} />}
          </div>
        </div>
      </search>
      {unfinished && (
        <EmptyState title={trace.wholeAddress}>
          <p>{trace.wholeAddressText}</p>
        </EmptyState>
      )}
      {!unfinished && list.state === 'loading' && <Skeleton rows={10} onRetry={list.retry} />}
      {!unfinished && list.state === 'failed' && <Failure error={list.error} onRetry={list.retry} />}
      {!unfinished && list.state === 'shown' && (
        <DataTable
          label={trace.results}
          columns={columns}
          items={list.rows}
          idOf={(row) => String(row.id)}
          nameOf={(row) => trace.rowName(row.reversePath || journey.nobody, row.recipient)}
          onMore={list.onMore}
          loadingMore={list.loadingMore}
          roomy
          empty={
            <EmptyState title={filters.q === null ? trace.none : trace.noneFor(filters.q)}>
              <p>{trace.noneText}</p>
            </EmptyState>
          }
        />
      )}
    </>
  )
}

const wrongAddress = (error: unknown): boolean => error instanceof ProblemError && error.fields.has('address')

function columnsOf({ trace, journey }: Words): readonly TableColumn<TraceRow>[] {
  return [
    {
      id: 'from',
      label: trace.from,
      fixed: true,
      cell: (row) => (
        <span className="row-name">
          <Cachet name={row.commune.name} />
          <Link href={`/suivi/${row.queueId}`}>{row.reversePath || journey.nobody}</Link>
        </span>
      ),
    },
    {
      id: 'to',
      label: trace.to,
      cell: (row) => (
        <>
          {row.recipient}
          {row.given.length > 0 && !row.given.includes(row.recipient) && (
            <small className="trace-under">{trace.by(row.given)}</small>
          )}
        </>
      ),
    },
    { id: 'outcome', label: trace.became, cell: (row) => <OutcomeLabel outcome={row.outcome} /> },
    {
      id: 'why',
      label: trace.why,
      cell: (row) => <span className="quiet">{reasonWords(row.reason, journey).short}</span>,
    },
    { id: 'at', label: trace.when, cell: (row) => <Moment at={row.at} /> },
  ]
}

// « Où est mon courrier ? »: a search by address or reference, and the journey of one message.
export function TraceScreen() {
  const { '*': chosen = '' } = useParams<{ '*'?: string }>()
  return chosen === '' ? <TraceSearch /> : <TraceMessage queueId={chosen} />
}
