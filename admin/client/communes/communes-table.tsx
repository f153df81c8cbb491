// Every commune, a row each: who it is, how far it has come, what it holds. Suspending several shows first what it will do.

import { Building2, FileText, Landmark, Mailbox, Pause, Play, Users } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useLocation, useSearch } from 'wouter'
import { Button, ButtonLink } from '#ui/control/button.tsx'
import { useFormat } from '#ui/format/use-format.ts'
import type { MenuAction } from '#ui/overlay/menu-action.ts'
import { EmptyState } from '#ui/page/states.tsx'
import { ColumnChoice, useColumns } from '#ui/table/column-choice.tsx'
import { FilterBar, FilterChip } from '#ui/table/filter-bar.tsx'
import { SavedFilters } from '#ui/table/saved-filters.tsx'
import { SelectionBar } from '#ui/table/selection-bar.tsx'
import { setFilters } from '#ui/table/url-filters.ts'
import { useUrlFilters } from '#ui/table/use-url-filters.ts'
import { useUrlSort } from '#ui/table/use-url-sort.ts'
import { addressOf } from '../api.ts'
import { useAnswer, useListing } from '../queries.ts'
import { useSession } from '../session.tsx'
import { ExportLink } from '../table/export-link.tsx'
import { ListingTable } from '../table/listing-table.tsx'
import { NoMatches } from '../table/no-matches.tsx'
import { RowCount } from '../table/row-count.tsx'
import type { Words } from '../words/fr.ts'
import { useWords } from '../words/words.tsx'
import { communeColumns } from './commune-columns.tsx'
import { CommuneRecord } from './commune-record.tsx'
import type { CommuneRow } from './stage.ts'
import { SuspendCommune } from './suspend-commune.tsx'
import { SuspendCommunes } from './suspend-communes.tsx'

export interface CommunesTableProps {
  /** What else can be done with several of them. */
  readonly more?: (selected: readonly CommuneRow[]) => ReactNode
}

type Opened = { readonly dialog: 'record' | 'suspension'; readonly commune: CommuneRow } | null

export function CommunesTable({ more }: CommunesTableProps) {
  const words = useWords()
  const format = useFormat()
  const { may } = useSession()
  const [path] = useLocation()
  const [filters, setFilter] = useUrlFilters(['search', 'suspended'])
  const query = setFilters(filters) as { search?: string; suspended?: 'true' | 'false' }
  const sorted = useUrlSort(['name', 'mailboxes', 'usage'])
  const listing = useListing('GET /communes', { query: { ...query, ...sorted.asked } })
  const count = useAnswer('GET /communes/count', { query })
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [opened, setOpened] = useState<Opened>(null)
  const [suspending, setSuspending] = useState(false)
  const all = communeColumns(words, format.number)
  const { shown, choose } = useColumns('communes', all)
  const search = useSearch()
  const chosen = listing.rows.filter(({ id }) => selected.has(id))
  const filtered = filters.search !== null || filters.suspended !== null
  return (
    <>
      <FilterBar
        placeholder={words.communes.search}
        text={filters.search}
        onText={(text) => setFilter({ search: text })}
        chips={
          <>
            <FilterChip
              label={words.directory.filterNames.state}
              options={[
                { value: 'false', label: words.communes.states.open },
                { value: 'true', label: words.communes.states.suspended },
              ]}
              value={filters.suspended}
              onChange={(suspended) => setFilter({ suspended })}
            />
            <SavedFilters table="communes" path={path} search={search} />
          </>
        }
        end={
          <>
            <RowCount shown={listing.rows.length} count={count.data?.count} />
            <ExportLink href={addressOf('GET /communes/export', { query })} />
            <ColumnChoice columns={all} shown={shown} onChange={choose} />
          </>
        }
      />
      <ListingTable
        label={words.communes.title}
        listing={listing}
        columns={shown}
        sort={sorted.sort}
        onSort={sorted.change}
        idOf={({ id }) => id}
        nameOf={({ name }) => name}
        selected={selected}
        onSelect={setSelected}
        actionsOf={(commune) => actionsOf(commune, { words, may, open: setOpened })}
        empty={
          filtered ? (
            <NoMatches onClear={() => setFilter({ search: null, suspended: null })} />
          ) : (
            <EmptyState
              title={words.communes.empty}
              icon={Building2}
              actions={
                may('welcome:commune') && <ButtonLink href="/accueil">{words.communes.welcome}</ButtonLink>
              }
            >
              <p>{words.communes.emptyText}</p>
            </EmptyState>
          )
        }
      />
      {chosen.length > 0 && (
        <SelectionBar text={words.communes.selected(chosen.length)} onClear={() => setSelected(new Set())}>
          {more?.(chosen)}
          {may('suspend:commune') && (
            <Button onPress={() => setSuspending(true)}>
              <Pause aria-hidden className="small" />
              {words.communes.actions.suspend}
            </Button>
          )}
        </SelectionBar>
      )}
      {suspending && <SuspendCommunes communes={chosen} onClose={() => setSuspending(false)} />}
      {opened?.dialog === 'record' && (
        <CommuneRecord id={opened.commune.id} onClose={() => setOpened(null)} />
      )}
      {opened?.dialog === 'suspension' && (
        <SuspendCommune id={opened.commune.id} onClose={() => setOpened(null)} />
      )}
    </>
  )
}

interface Acting {
  readonly words: Words
  readonly may: ReturnType<typeof useSession>['may']
  readonly open: (opened: Opened) => void
}

function actionsOf(commune: CommuneRow, { words, may, open }: Acting): readonly MenuAction[] {
  const { actions } = words.communes
  const place = `/communes/${commune.id}`
  return [
    { id: 'open', label: actions.open, icon: Landmark, href: place },
    { id: 'mailboxes', label: actions.mailboxes, icon: Mailbox, href: `${place}/boites` },
    { id: 'people', label: actions.people, icon: Users, href: `${place}/acces` },
    ...(may('change:commune')
      ? [
          {
            id: 'change',
            label: actions.change,
            icon: FileText,
            run: () => open({ dialog: 'record', commune }),
          },
        ]
      : []),
    ...(may('suspend:commune')
      ? [
          commune.suspendedAt === null
            ? {
                id: 'suspend',
                label: actions.suspend,
                icon: Pause,
                danger: true,
                run: () => open({ dialog: 'suspension', commune }),
              }
            : {
                id: 'resume',
                label: actions.resume,
                icon: Play,
                run: () => open({ dialog: 'suspension', commune }),
              },
        ]
      : []),
  ]
}
