// The audit log: who did what, to what, from where and when; a row opens on what stood there before and after.

import { useMemo } from 'react'
import { Link } from 'react-aria-components'
import { useSearch } from 'wouter'
import { Moment } from '#ui/display/moment.tsx'
import { PageHeading } from '#ui/page/page-heading.tsx'
import { EmptyState, Skeleton } from '#ui/page/states.tsx'
import { ColumnChoice, useColumns } from '#ui/table/column-choice.tsx'
import { DataTable, type TableColumn } from '#ui/table/data-table.tsx'
import { FilterBar, FilterChip } from '#ui/table/filter-bar.tsx'
import { SavedFilters } from '#ui/table/saved-filters.tsx'
import { isFiltered, noFilter, writeFilters } from '#ui/table/url-filters.ts'
import { useUrlFilters } from '#ui/table/use-url-filters.ts'
import { addressOf } from '../../api.ts'
import { Failure } from '../../failure.tsx'
import { useAnswer, useListing } from '../../queries.ts'
import { ExportLink } from '../../table/export-link.tsx'
import { NoMatches } from '../../table/no-matches.tsx'
import type { Words } from '../../words/fr.ts'
import { useWords } from '../../words/words.tsx'
import type { AuditRow } from './audit-row.ts'
import { ChangeDialog } from './change-dialog.tsx'
import { daysAgo } from './since-days.ts'
import './audit.css'

export function AuditScreen() {
  const words = useWords()
  const { journal, common, auditAction } = words
  const search = useSearch()
  const [filters, change] = useUrlFilters(['q', 'qui', 'action', 'periode', 'commune', 'objet', 'ligne'])
  const query = useMemo(
    () => ({
      ...(filters.q === null ? {} : { search: filters.q }),
      ...(filters.qui === null ? {} : { actor: filters.qui }),
      ...(filters.action === null ? {} : { action: filters.action }),
      ...(filters.commune === null ? {} : { commune: filters.commune }),
      ...(filters.objet === null ? {} : { entityId: filters.objet }),
      ...daysAgo(filters.periode, new Date()),
    }),
    [filters],
  )
  // The line that is open is no filter.
  const { ligne: _line, ...narrowing } = filters
  const list = useListing('GET /audit', { query })
  const actions = useAnswer('GET /audit/actions', {})
  const all = useMemo(() => columnsOf(words, search), [words, search])
  const { shown, choose } = useColumns('audit', all)
  return (
    <>
      <PageHeading title={journal.title} site={common.site}>
        {journal.lead}
      </PageHeading>
      <FilterBar
        placeholder={journal.search}
        text={filters.q}
        onText={(q) => change({ q })}
        chips={
          <>
            <FilterChip
              label={journal.action}
              value={filters.action}
              onChange={(action) => change({ action })}
              options={(actions.data?.actions ?? []).map((value) => ({ value, label: auditAction(value) }))}
            />
            <FilterChip
              label={journal.period}
              value={filters.periode}
              onChange={(periode) => change({ periode })}
              options={(['1', '7', '30', '365'] as const).map((value) => ({
                value,
                label: journal.days(Number(value)),
              }))}
            />
            <SavedFilters table="audit" path="/journal" search={search} />
          </>
        }
        end={
          <>
            <ExportLink href={addressOf('GET /audit/export', { query })} />
            <ColumnChoice columns={all} shown={shown} onChange={choose} />
          </>
        }
      />
      {list.state === 'loading' && <Skeleton rows={12} onRetry={list.retry} />}
      {list.state === 'failed' && <Failure error={list.error} onRetry={list.retry} />}
      {list.state === 'shown' && (
        <DataTable
          label={journal.title}
          columns={shown}
          items={list.rows}
          idOf={(row) => String(row.id)}
          nameOf={(row) => `${auditAction(row.action)} ${row.entity}`}
          onMore={list.onMore}
          loadingMore={list.loadingMore}
          roomy
          empty={
            isFiltered(narrowing) ? (
              <NoMatches onClear={() => change(noFilter(narrowing))} />
            ) : (
              <EmptyState title={journal.none}>
                <p>{journal.noneText}</p>
              </EmptyState>
            )
          }
        />
      )}
      <ChangeDialog
        row={list.rows.find(({ id }) => String(id) === filters.ligne) ?? null}
        onClose={() => change({ ligne: null })}
      />
    </>
  )
}

function columnsOf({ journal, auditAction }: Words, search: string): readonly TableColumn<AuditRow>[] {
  const opened = (id: number): string =>
    writeFilters(new URLSearchParams(search), { ligne: String(id) }).toString()
  return [
    {
      id: 'action',
      label: journal.what,
      fixed: true,
      cell: (row) => (
        <span className="row-name">
          <Link href={`/journal?${opened(row.id)}`}>{auditAction(row.action)}</Link>
        </span>
      ),
    },
    { id: 'entity', label: journal.onWhat, cell: (row) => row.entity },
    {
      id: 'actor',
      label: journal.who,
      cell: (row) => (row.actorKind === 'person' ? row.actor : journal.actor[row.actorKind](row.actor)),
    },
    {
      id: 'commune',
      label: journal.commune,
      cell: (row) => <span className="quiet">{row.commune?.name ?? journal.department}</span>,
    },
    { id: 'client', label: journal.from, cell: (row) => <span className="quiet">{row.client ?? ''}</span> },
    { id: 'at', label: journal.when, cell: (row) => <Moment at={row.at} /> },
  ]
}
