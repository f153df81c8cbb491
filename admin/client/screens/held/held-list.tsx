// The list of held messages, by day, newest first: who wrote, for whom, and why it is held.

import './held-list.css'
import { OctagonAlert, Search, TriangleAlert } from 'lucide-react'
import { useMemo } from 'react'
import { Link } from 'react-aria-components'
import { useSearch } from 'wouter'
import { Cachet } from '#ui/cachet/cachet.tsx'
import { Button } from '#ui/control/button.tsx'
import { SearchField } from '#ui/control/search-field.tsx'
import { Segments } from '#ui/control/segments.tsx'
import { BreakableAddress } from '#ui/display/breakable-address.tsx'
import { useFormat } from '#ui/format/use-format.ts'
import { EmptyState, Skeleton } from '#ui/page/states.tsx'
import { type FilterValues, isFiltered } from '#ui/table/url-filters.ts'
import type { AdminAnswer } from '../../../contract/all.ts'
import { addressOf } from '../../api.ts'
import { Failure } from '../../failure.tsx'
import { shortReasons } from '../../journey/sentences.ts'
import { useAnswer, useListing } from '../../queries.ts'
import { ExportLink } from '../../table/export-link.tsx'
import { usePolling } from '../../use-polling.ts'
import { useWords } from '../../words/words.tsx'

type HeldRow = AdminAnswer<'GET /held'>['rows'][number]
export type HeldFilters = FilterValues<'q' | 'danger' | 'commune' | 'motif'>

export interface HeldListProps {
  readonly chosen: string
  readonly filters: HeldFilters
  readonly onFilter: (changes: Partial<Record<keyof HeldFilters, string | null>>) => void
}

const dangers = { oui: 'true', non: 'false' } as const
const isDanger = (value: string | null): value is keyof typeof dangers => value !== null && value in dangers

const narrowedBy = (filters: HeldFilters) => ({
  ...(filters.q === null ? {} : { search: filters.q }),
  ...(filters.commune === null ? {} : { commune: filters.commune }),
  ...(filters.motif === null ? {} : { reason: filters.motif }),
})

/** How many messages the list shows; undefined while they are counted. */
export function useHeldCount(filters: HeldFilters): number | undefined {
  const { data } = useAnswer('GET /held/count', { query: narrowedBy(filters) })
  if (data === undefined || !isDanger(filters.danger)) return data?.count
  return filters.danger === 'oui' ? data.dangerous : data.count - data.dangerous
}

export function HeldList({ chosen, filters, onFilter }: HeldListProps) {
  const words = useWords().held
  const format = useFormat()
  const narrowed = useMemo(() => narrowedBy(filters), [filters])
  const counts = useAnswer('GET /held/count', { query: narrowed })
  const query = { ...narrowed, ...(isDanger(filters.danger) ? { dangerous: dangers[filters.danger] } : {}) }
  const list = useListing('GET /held', { query })
  usePolling(
    list.rows.some(({ deciding }) => deciding !== null),
    () => {
      list.retry()
      void counts.refetch()
    },
  )
  const { count, dangerous, communes } = counts.data ?? { count: 0, dangerous: 0, communes: 0 }
  const parts = [
    { value: null, label: words.all, count },
    { value: 'oui', label: words.dangerous, count: dangerous },
    { value: 'non', label: words.others, count: count - dangerous },
  ]
  return (
    <section className="held-list" aria-labelledby="held-title">
      <div className="pane-head">
        <div className="pane-title">
          <h1 id="held-title" tabIndex={-1}>
            {words.title}
          </h1>
          <ExportLink size="small" href={addressOf('GET /held/export', { query })} />
        </div>
        <p role="status">{counts.data === undefined ? '\u00a0' : words.sum(count, communes)}</p>
        <Segments
          label={words.filter}
          value={filters.danger}
          onChange={(danger) => onFilter({ danger })}
          segments={parts.map(({ value, label, count: many }) => ({
            value,
            label,
            count: counts.data === undefined ? undefined : format.number(many),
          }))}
        />
        <SearchField
          label={words.search}
          text={filters.q}
          onText={(q) => onFilter({ q })}
          before={<Search aria-hidden className="small" />}
        />
      </div>
      {list.state === 'loading' && <Skeleton rows={8} onRetry={list.retry} />}
      {list.state === 'failed' && (
        <div className="pane-body">
          <Failure error={list.error} onRetry={list.retry} />
        </div>
      )}
      {list.state === 'shown' && list.rows.length === 0 && (
        <div className="pane-body">
          <Nothing filtered={isFiltered(filters)} />
        </div>
      )}
      {byDay(list.rows, format.longDay).map(([day, rows]) => (
        <div key={day} className="held-day">
          <h2>{day}</h2>
          <ul>
            {rows.map((row) => (
              <li key={`${row.queueId} ${row.commune.id}`}>
                <HeldLine row={row} current={row.queueId === chosen} />
              </li>
            ))}
          </ul>
        </div>
      ))}
      {list.onMore !== null && (
        <div className="pane-body">
          <Button wide isPending={list.loadingMore} onPress={list.onMore}>
            {words.more}
          </Button>
        </div>
      )}
    </section>
  )
}

function Nothing({ filtered }: { readonly filtered: boolean }) {
  const words = useWords().held
  return (
    <EmptyState title={filtered ? words.noneFiltered : words.none}>
      <p>{filtered ? words.noneFilteredText : words.noneText}</p>
    </EmptyState>
  )
}

function HeldLine({ row, current }: { readonly row: HeldRow; readonly current: boolean }) {
  const words = useWords()
  const format = useFormat()
  const search = useSearch()
  const Icon = row.dangerous ? OctagonAlert : TriangleAlert
  return (
    <Link
      className="held-line"
      href={`/quarantaine/${row.queueId}${search === '' ? '' : `?${search}`}`}
      {...(current ? { 'aria-current': 'true' } : {})}
    >
      <Cachet name={row.commune.name} />
      <b>
        <BreakableAddress text={row.author === '' ? words.held.noAuthor : row.author} />
      </b>
      <time dateTime={row.since}>{format.time(row.since)}</time>
      <span className="held-to">
        <BreakableAddress text={words.held.toWhom(row.recipients)} />
      </span>
      <span className={row.dangerous ? 'held-why held-why-danger' : 'held-why'}>
        <Icon aria-hidden />
        {row.deciding === null ? shortReasons(row, words.journey) : words.held.deciding[row.deciding]}
      </span>
      <span className="held-commune">{row.commune.name}</span>
    </Link>
  )
}

// Rows that come newest first, in groups of one day each, in the order in which they came.

function byDay<Row extends { readonly since: string }>(
  rows: readonly Row[],
  dayOf: (instant: string) => string,
): readonly (readonly [day: string, rows: readonly Row[]])[] {
  const days = new Map<string, Row[]>()
  for (const row of rows) {
    const day = dayOf(row.since)
    days.set(day, [...(days.get(day) ?? []), row])
  }
  return [...days]
}
