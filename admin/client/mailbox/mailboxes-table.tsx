// The mailboxes of one commune or of all: whose each is, how full, in what state, and until when.

import { CornerUpRight, FileText, Mailbox, Pause, Play } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { Link } from 'react-aria-components'
import { useLocation, useSearch } from 'wouter'
import { Cachet } from '#ui/cachet/cachet.tsx'
import { useFormat } from '#ui/format/use-format.ts'
import { EmptyState } from '#ui/page/states.tsx'
import { Gauge } from '#ui/shown/gauge.tsx'
import { Moment } from '#ui/shown/moment.tsx'
import { ColumnChoice, useColumns } from '#ui/table/column-choice.tsx'
import type { TableColumn } from '#ui/table/data-table.tsx'
import { FilterBar, FilterChip } from '#ui/table/filter-bar.tsx'
import { SavedFilters } from '#ui/table/saved-filters.tsx'
import { useUrlFilters } from '#ui/table/use-url-filters.ts'
import { useUrlSort } from '#ui/table/use-url-sort.ts'
import { addressOf } from '../api.ts'
import { ExportLink } from '../export-link.tsx'
import { ListingTable } from '../listing-table.tsx'
import { NothingFits } from '../nothing-fits.tsx'
import { useAnswer, useListing } from '../queries.ts'
import { RowCount } from '../row-count.tsx'
import { useSession } from '../session.tsx'
import type { Words } from '../words/fr.ts'
import { useWords } from '../words/words.tsx'
import { mailboxFilterStates, mailboxFilters, mailboxQuery } from './mailbox-query.ts'
import { MailboxState } from './mailbox-state.tsx'
import type { MailboxRow } from './mailbox-view.ts'
import { SuspendMailbox } from './suspend-mailbox.tsx'
import './mailbox.css'

export interface MailboxesTableProps {
  readonly commune: string | null
  /** What can be done where there is none yet. */
  readonly begin?: ReactNode
}

export function MailboxesTable({ commune, begin }: MailboxesTableProps) {
  const words = useWords()
  const format = useFormat()
  const { may } = useSession()
  const say = words.mailboxes
  const [path] = useLocation()
  const search = useSearch()
  const [filters, setFilter] = useUrlFilters(mailboxFilters)
  const query = mailboxQuery(filters, commune)
  const sorted = useUrlSort(['address', 'usage'])
  const listing = useListing('GET /mailboxes', { query: { ...query, ...sorted.asked } })
  const count = useAnswer('GET /mailboxes/count', { query })
  const [suspending, setSuspending] = useState<MailboxRow | null>(null)
  const all = mailboxColumns(words, { withCommune: commune === null, format })
  const { shown, choose } = useColumns(commune === null ? 'mailboxes' : 'mailboxes-of-commune', all)
  const filtered = mailboxFilters.some((name) => filters[name] !== null)
  return (
    <>
      <FilterBar
        placeholder={say.search}
        text={filters.search}
        onText={(text) => setFilter({ search: text })}
        chips={
          <>
            <FilterChip
              label={say.filters.kind}
              options={(['personal', 'shared'] as const).map((kind) => ({
                value: kind,
                label: say.kinds[kind],
              }))}
              value={filters.kind}
              onChange={(kind) => setFilter({ kind })}
            />
            <FilterChip
              label={say.filters.state}
              options={mailboxFilterStates.map((state) => ({ value: state, label: say.filters[state] }))}
              value={filters.state}
              onChange={(state) => setFilter({ state })}
            />
            <SavedFilters table="mailboxes" path={path} search={search} />
          </>
        }
        end={
          <>
            <RowCount shown={listing.rows.length} count={count.data?.count} />
            <ExportLink href={addressOf('GET /mailboxes/export', { query })} />
            <ColumnChoice columns={all} shown={shown} onChange={choose} />
          </>
        }
      />
      <ListingTable
        label={say.parts.mailboxes}
        listing={listing}
        columns={shown}
        sort={sorted.sort}
        onSort={sorted.change}
        idOf={({ id }) => id}
        nameOf={({ address }) => address}
        actionsOf={(mailbox) => [
          { id: 'open', label: say.actions.open, icon: FileText, href: `/boites/${mailbox.id}` },
          ...(may('suspend:mailbox')
            ? [
                mailbox.suspendedAt === null
                  ? {
                      id: 'suspend',
                      label: say.actions.suspend,
                      icon: Pause,
                      danger: true,
                      run: () => setSuspending(mailbox),
                    }
                  : {
                      id: 'resume',
                      label: say.actions.resume,
                      icon: Play,
                      run: () => setSuspending(mailbox),
                    },
              ]
            : []),
        ]}
        empty={
          filtered ? (
            <NothingFits onClear={() => setFilter({ search: null, kind: null, state: null })} />
          ) : (
            <EmptyState title={say.empty} icon={Mailbox} actions={begin}>
              <p>{say.emptyText}</p>
            </EmptyState>
          )
        }
      />
      {suspending !== null && <SuspendMailbox mailbox={suspending} onClose={() => setSuspending(null)} />}
    </>
  )
}

interface Columned {
  readonly withCommune: boolean
  readonly format: ReturnType<typeof useFormat>
}

function mailboxColumns(words: Words, { withCommune, format }: Columned): readonly TableColumn<MailboxRow>[] {
  const { columns, kinds, leadsOut } = words.mailboxes
  return [
    {
      id: 'address',
      sort: 'address',
      label: columns.address,
      fixed: true,
      cell: ({ id, address, externalForwards }) => (
        <span className="row-name">
          <Link href={`/boites/${id}`}>{address}</Link>
          {externalForwards > 0 && (
            <span className="leads-out">
              <CornerUpRight aria-hidden className="small" />
              <span className="heard">{leadsOut(externalForwards)}</span>
            </span>
          )}
        </span>
      ),
    },
    { id: 'name', label: columns.name, hidden: withCommune, cell: ({ name }) => name },
    ...(withCommune
      ? [
          {
            id: 'commune',
            label: columns.commune,
            cell: ({ commune }: MailboxRow) => (
              <span className="row-name">
                <Cachet name={commune.name} size={22} />
                <span>{commune.name}</span>
              </span>
            ),
          },
        ]
      : []),
    { id: 'kind', label: columns.kind, cell: ({ kind }) => kinds[kind] },
    {
      id: 'owner',
      label: columns.owner,
      hidden: withCommune,
      cell: ({ owner }) => <span className="quiet">{owner?.name}</span>,
    },
    { id: 'people', label: columns.people, align: 'end', cell: ({ people }) => format.number(people) },
    { id: 'state', label: columns.state, cell: ({ state }) => <MailboxState state={state} /> },
    {
      id: 'quota',
      sort: 'usage',
      label: columns.quota,
      align: 'end',
      cell: ({ usedBytes, quotaBytes }) => <Gauge used={usedBytes} allowed={quotaBytes} />,
    },
    {
      id: 'messages',
      label: columns.messages,
      align: 'end',
      hidden: true,
      cell: (row) => format.number(row.messages),
    },
    {
      id: 'expiresAt',
      label: columns.expiresAt,
      cell: ({ expiresAt }) => (expiresAt === null ? null : <Moment at={expiresAt} />),
    },
    {
      id: 'aliases',
      label: columns.aliases,
      hidden: true,
      cell: ({ aliases }) => <span className="quiet">{aliases.join(', ')}</span>,
    },
    { id: 'createdAt', label: columns.createdAt, hidden: true, cell: (row) => <Moment at={row.createdAt} /> },
  ]
}
