// Sign-ins and tries: who, by which way, from where, and what the service answered.

import { useMemo } from 'react'
import { useSearch } from 'wouter'
import { Moment } from '#ui/display/moment.tsx'
import { type StateKind, StateLabel } from '#ui/display/state-label.tsx'
import { EmptyState } from '#ui/page/states.tsx'
import { ColumnChoice, useColumns } from '#ui/table/column-choice.tsx'
import { DataTable, type TableColumn } from '#ui/table/data-table.tsx'
import { FilterBar, FilterChip } from '#ui/table/filter-bar.tsx'
import { SavedFilters } from '#ui/table/saved-filters.tsx'
import { isFiltered, noFilter } from '#ui/table/url-filters.ts'
import { useUrlFilters } from '#ui/table/use-url-filters.ts'
import type { AdminAnswer } from '../../../contract/all.ts'
import { addressOf } from '../../api.ts'
import { useListing } from '../../queries.ts'
import { ExportLink } from '../../table/export-link.tsx'
import { NoMatches } from '../../table/no-matches.tsx'
import type { Words } from '../../words/fr.ts'
import { useWords } from '../../words/words.tsx'
import { ListStates } from './list-states.tsx'

type SignInRow = AdminAnswer<'GET /sign-ins'>['rows'][number]

const outcomes = ['accepted', 'refused', 'delayed', 'blocked'] as const
const protocols = ['web', 'imap', 'smtp', 'sieve'] as const
const kinds: Readonly<Record<SignInRow['outcome'], StateKind>> = {
  accepted: 'ok',
  refused: 'warn',
  delayed: 'info',
  blocked: 'bad',
}

export function SignIns() {
  const words = useWords()
  const { security } = words
  const search = useSearch()
  const [filters, change] = useUrlFilters(['q', 'issue', 'par', 'reseau', 'commune'])
  const query = useMemo(() => {
    const outcome = outcomes.find((each) => each === filters.issue)
    const protocol = protocols.find((each) => each === filters.par)
    return {
      ...(filters.q === null ? {} : { login: filters.q }),
      ...(outcome === undefined ? {} : { outcome }),
      ...(protocol === undefined ? {} : { protocol }),
      ...(filters.reseau === null ? {} : { network: filters.reseau }),
      ...(filters.commune === null ? {} : { commune: filters.commune }),
    }
  }, [filters])
  const list = useListing('GET /sign-ins', { query })
  const all = useMemo(() => columnsOf(words), [words])
  const { shown, choose } = useColumns('sign-ins', all)
  return (
    <>
      <FilterBar
        placeholder={security.searchLogin}
        text={filters.q}
        onText={(q) => change({ q })}
        chips={
          <>
            <FilterChip
              label={security.outcome}
              value={filters.issue}
              onChange={(issue) => change({ issue })}
              options={outcomes.map((value) => ({ value, label: security.outcomes[value] }))}
            />
            <FilterChip
              label={security.way}
              value={filters.par}
              onChange={(par) => change({ par })}
              options={protocols.map((value) => ({ value, label: security.ways[value] }))}
            />
            {filters.reseau !== null && (
              <FilterChip
                label={security.network}
                value={filters.reseau}
                onChange={(reseau) => change({ reseau })}
                options={[{ value: filters.reseau, label: security.fromNetwork(filters.reseau) }]}
              />
            )}
            <SavedFilters table="sign-ins" path="/securite" search={search} />
          </>
        }
        end={
          <>
            <ExportLink href={addressOf('GET /sign-ins/export', { query })} />
            <ColumnChoice columns={all} shown={shown} onChange={choose} />
          </>
        }
      />
      <ListStates list={list}>
        <DataTable
          label={security.tabs['']}
          columns={shown}
          items={list.rows}
          idOf={(row) => String(row.id)}
          nameOf={(row) => security.loginName(row.login)}
          onMore={list.onMore}
          loadingMore={list.loadingMore}
          roomy
          empty={
            isFiltered(filters) ? (
              <NoMatches onClear={() => change(noFilter(filters))} />
            ) : (
              <EmptyState title={security.noSignIn}>
                <p>{security.noSignInText}</p>
              </EmptyState>
            )
          }
        />
      </ListStates>
    </>
  )
}

function columnsOf({ security }: Words): readonly TableColumn<SignInRow>[] {
  return [
    {
      id: 'login',
      label: security.login,
      fixed: true,
      cell: (row) => (
        <>
          <b>{security.loginName(row.login)}</b>
          {row.person !== null && <small className="security-under">{row.person.name}</small>}
        </>
      ),
    },
    {
      id: 'outcome',
      label: security.outcome,
      cell: (row) => <StateLabel kind={kinds[row.outcome]}>{security.outcomes[row.outcome]}</StateLabel>,
    },
    { id: 'way', label: security.way, cell: (row) => security.ways[row.protocol] },
    {
      id: 'device',
      label: security.device,
      cell: (row) => <span className="quiet">{row.appPassword?.label ?? row.device}</span>,
    },
    { id: 'client', label: security.from, cell: (row) => <span className="quiet">{row.client}</span> },
    {
      id: 'commune',
      label: security.commune,
      cell: (row) => <span className="quiet">{row.commune?.name ?? ''}</span>,
    },
    { id: 'at', label: security.when, cell: (row) => <Moment at={row.at} /> },
  ]
}
