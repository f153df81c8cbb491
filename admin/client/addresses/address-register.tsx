// A register of addresses that lead to others, aliases or lists: a text to search by, one to add, and for each row its two
// dialogs. What a row shows and what is asked in a dialog is the caller's.

import { type LucideIcon, Pencil, Plus, Trash2 } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { Button } from '#ui/control/button.tsx'
import { EmptyState } from '#ui/page/states.tsx'
import type { TableColumn } from '#ui/table/data-table.tsx'
import { FilterBar } from '#ui/table/filter-bar.tsx'
import type { UrlSort } from '#ui/table/use-url-sort.ts'
import type { Listing } from '../queries.ts'
import { useSession } from '../session.tsx'
import { ExportLink } from '../table/export-link.tsx'
import { ListingTable } from '../table/listing-table.tsx'
import { NoMatches } from '../table/no-matches.tsx'
import { RowCount } from '../table/row-count.tsx'
import './address.css'

interface RegisterWords {
  readonly title: string
  readonly search: string
  readonly add: string
  readonly change: string
  readonly delete: string
  readonly empty: string
  readonly emptyText: string
}

export type AddressDialog<Row> = { readonly dialog: 'change' | 'delete'; readonly row: Row } | 'add'

export interface AddressRegisterProps<Row> {
  readonly words: RegisterWords
  readonly icon: LucideIcon
  readonly listing: Listing<Row>
  /** Of all that fit; undefined while it is counted. */
  readonly count: number | undefined
  readonly columns: readonly TableColumn<Row>[]
  readonly search: string | null
  readonly onSearch: (text: string | null) => void
  readonly sorted: Pick<UrlSort<'address'>, 'sort' | 'change'>
  /** Where the rows are to be had as a file. */
  readonly file: string
  readonly dialogOf: (opened: AddressDialog<Row>, close: () => void) => ReactNode
}

export function AddressRegister<Row extends { readonly id: string; readonly address: string }>(
  props: AddressRegisterProps<Row>,
) {
  const { words, icon, listing, count, columns, search, onSearch, sorted, file, dialogOf } = props
  const { may } = useSession()
  const [opened, setOpened] = useState<AddressDialog<Row> | null>(null)
  const changing = may('change:address')
  return (
    <>
      <FilterBar
        placeholder={words.search}
        text={search}
        onText={onSearch}
        end={
          <>
            <RowCount shown={listing.rows.length} count={count} />
            <ExportLink href={file} />
            {changing && (
              <Button onPress={() => setOpened('add')}>
                <Plus aria-hidden className="small" />
                {words.add}
              </Button>
            )}
          </>
        }
      />
      <ListingTable
        roomy
        label={words.title}
        listing={listing}
        columns={columns}
        sort={sorted.sort}
        onSort={sorted.change}
        idOf={({ id }) => id}
        nameOf={({ address }) => address}
        {...(changing
          ? {
              actionsOf: (row: Row) => [
                {
                  id: 'change',
                  label: words.change,
                  icon: Pencil,
                  run: () => setOpened({ dialog: 'change', row }),
                },
                {
                  id: 'delete',
                  label: words.delete,
                  icon: Trash2,
                  danger: true,
                  run: () => setOpened({ dialog: 'delete', row }),
                },
              ],
            }
          : {})}
        empty={
          search === null ? (
            <EmptyState title={words.empty} icon={icon}>
              <p>{words.emptyText}</p>
            </EmptyState>
          ) : (
            <NoMatches />
          )
        }
      />
      {opened !== null && dialogOf(opened, () => setOpened(null))}
    </>
  )
}
