// Addresses outside that do not exist: since when, until when, what their server said, and the way back for one that does.

import { useMemo, useState } from 'react'
import { Button } from '#ui/control/button.tsx'
import { BreakableAddress } from '#ui/display/breakable-address.tsx'
import { Moment } from '#ui/display/moment.tsx'
import { EmptyState } from '#ui/page/states.tsx'
import type { TableColumn } from '#ui/table/data-table.tsx'
import { FilterBar } from '#ui/table/filter-bar.tsx'
import { isFiltered, noFilter } from '#ui/table/url-filters.ts'
import { useUrlFilters } from '#ui/table/use-url-filters.ts'
import type { AdminAnswer } from '../../../contract/all.ts'
import { addressOf } from '../../api.ts'
import { ConfirmChange } from '../../form/confirm-change.tsx'
import { useListing } from '../../queries.ts'
import { useSession } from '../../session.tsx'
import { ExportLink } from '../../table/export-link.tsx'
import { ListingTable } from '../../table/listing-table.tsx'
import { NoMatches } from '../../table/no-matches.tsx'
import type { Words } from '../../words/fr.ts'
import { useWords } from '../../words/words.tsx'

type Row = AdminAnswer<'GET /suppressed-addresses'>['rows'][number]

export function SuppressedAddresses() {
  const { deliverability: words } = useWords()
  const allowed = useSession().may('change:suppressed-address')
  const [filters, change] = useUrlFilters(['q'])
  const query = filters.q === null ? {} : { search: filters.q }
  const listing = useListing('GET /suppressed-addresses', { query })
  const [asked, setAsked] = useState<string | null>(null)
  const columns = useMemo(() => columnsOf(words, allowed ? setAsked : null), [words, allowed])
  return (
    <>
      <FilterBar
        placeholder={words.searchAddress}
        text={filters.q}
        onText={(q) => change({ q })}
        end={<ExportLink href={addressOf('GET /suppressed-addresses/export', { query })} />}
      />
      <ListingTable
        label={words.addressesLabel}
        listing={listing}
        columns={columns}
        idOf={({ address }) => address}
        nameOf={({ address }) => address}
        roomy
        empty={
          isFiltered(filters) ? (
            <NoMatches onClear={() => change(noFilter(filters))} />
          ) : (
            <EmptyState title={words.noAddress}>
              <p>{words.noAddressText}</p>
            </EmptyState>
          )
        }
      />
      {asked !== null && (
        <ConfirmChange
          route="DELETE /suppressed-addresses/{address}"
          input={{ params: { address: asked } }}
          stale={['/suppressed-addresses', '/audit']}
          title={words.restoreTitle(asked)}
          action={words.restore}
          done={words.restored(asked)}
          onClose={() => setAsked(null)}
        >
          <p>{words.restoreText}</p>
        </ConfirmChange>
      )}
    </>
  )
}

const columnsOf = (
  words: Words['deliverability'],
  onRestore: ((address: string) => void) | null,
): readonly TableColumn<Row>[] => [
  {
    id: 'address',
    label: words.address,
    fixed: true,
    cell: ({ address }) => (
      <b>
        <BreakableAddress text={address} />
      </b>
    ),
  },
  {
    id: 'reply',
    label: words.reply,
    cell: ({ reply }) => (
      <code className="deliverability-reply" lang="en">
        {reply}
      </code>
    ),
  },
  { id: 'since', label: words.since, cell: ({ since }) => <Moment at={since} /> },
  { id: 'until', label: words.until, cell: ({ until }) => <Moment at={until} /> },
  ...(onRestore === null
    ? []
    : [
        {
          id: 'restore',
          label: words.action,
          align: 'end' as const,
          acts: true,
          cell: ({ address }: Row) => (
            <Button size="small" onPress={() => onRestore(address)}>
              {words.restore}
            </Button>
          ),
        },
      ]),
]
