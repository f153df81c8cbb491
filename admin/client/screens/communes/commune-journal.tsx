// Every change that was made to a commune, newest first; a row opens in the whole log, with what stood there before and after.

import { ScrollText } from 'lucide-react'
import { Link } from 'react-aria-components'
import { ButtonLink } from '#ui/control/button.tsx'
import { Moment } from '#ui/display/moment.tsx'
import { EmptyState } from '#ui/page/states.tsx'
import { FilterBar } from '#ui/table/filter-bar.tsx'
import { useUrlFilters } from '#ui/table/use-url-filters.ts'
import { addressOf } from '../../api.ts'
import { useListing } from '../../queries.ts'
import { ExportLink } from '../../table/export-link.tsx'
import { ListingTable } from '../../table/listing-table.tsx'
import { useWords } from '../../words/words.tsx'

export function CommuneJournal({ commune }: { readonly commune: string }) {
  const words = useWords()
  const say = words.communes.journal
  const [{ search }, setFilter] = useUrlFilters(['search'])
  const query = { commune, ...(search === null ? {} : { search }) }
  const listing = useListing('GET /audit', { query })
  return (
    <>
      <FilterBar
        placeholder={say.search}
        text={search}
        onText={(text) => setFilter({ search: text })}
        end={
          <>
            <ExportLink href={addressOf('GET /audit/export', { query })} />
            <ButtonLink href={`/journal?commune=${commune}`}>{say.whole}</ButtonLink>
          </>
        }
      />
      <ListingTable
        label={say.title}
        listing={listing}
        idOf={({ id }) => String(id)}
        nameOf={({ action, entity }) => `${words.auditAction(action)} ${entity}`}
        columns={[
          {
            id: 'action',
            label: say.columns.action,
            fixed: true,
            cell: ({ id, action }) => (
              <span className="row-name">
                <Link href={`/journal?commune=${commune}&ligne=${id}`}>{words.auditAction(action)}</Link>
              </span>
            ),
          },
          { id: 'entity', label: say.columns.entity, cell: ({ entity }) => entity },
          {
            id: 'actor',
            label: say.columns.actor,
            cell: ({ actor }) => <span className="quiet">{actor}</span>,
          },
          { id: 'at', label: say.columns.at, cell: ({ at }) => <Moment at={at} /> },
        ]}
        empty={
          <EmptyState title={search === null ? say.empty : words.directory.nothing} icon={ScrollText}>
            <p>{search === null ? say.emptyText : words.directory.nothingText}</p>
          </EmptyState>
        }
      />
    </>
  )
}
