// The mailboxes of one commune or of all: whose each is, how full, in what state, and until when.

import { FileText, Mailbox, Pause, Play } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useLocation, useSearch } from 'wouter'
import { useFormat } from '#ui/format/use-format.ts'
import { EmptyState } from '#ui/page/states.tsx'
import { ColumnChoice, useColumns } from '#ui/table/column-choice.tsx'
import { FilterBar, FilterChip } from '#ui/table/filter-bar.tsx'
import { SavedFilters } from '#ui/table/saved-filters.tsx'
import { useUrlFilters } from '#ui/table/use-url-filters.ts'
import { useUrlSort } from '#ui/table/use-url-sort.ts'
import { addressOf } from '../api.ts'
import { useAnswer, useListing } from '../queries.ts'
import { useSession } from '../session.tsx'
import { ExportLink } from '../table/export-link.tsx'
import { ListingTable } from '../table/listing-table.tsx'
import { NoMatches } from '../table/no-matches.tsx'
import { RowCount } from '../table/row-count.tsx'
import { useWords } from '../words/words.tsx'
import { mailboxFilterStates, mailboxFilters, mailboxQuery } from './mailbox-query.ts'
import type { MailboxRow } from './mailbox-view.ts'
import { SuspendMailbox } from './suspend-mailbox.tsx'
import './mailbox.css'
import { mailboxColumns } from './mailbox-columns.tsx'

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
            <NoMatches onClear={() => setFilter({ search: null, kind: null, state: null })} />
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
