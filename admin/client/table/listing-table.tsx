// A list of the API as a register: rows of the real height while it loads, an error in words, then the table with its pages.

import { Skeleton } from '#ui/page/states.tsx'
import { DataTable, type DataTableProps } from '#ui/table/data-table.tsx'
import { Failure } from '../failure.tsx'
import type { Listing } from '../queries.ts'

type Given<Row> = Omit<DataTableProps<Row>, 'items' | 'onMore' | 'loadingMore'> & {
  readonly listing: Listing<Row>
}

const rowsWhileLoading = 10

export function ListingTable<Row extends object>({ listing, ...table }: Given<Row>) {
  if (listing.state === 'loading') return <Skeleton rows={rowsWhileLoading} onRetry={listing.retry} />
  if (listing.state === 'failed') return <Failure error={listing.error} onRetry={listing.retry} />
  return (
    <DataTable {...table} items={listing.rows} onMore={listing.onMore} loadingMore={listing.loadingMore} />
  )
}
