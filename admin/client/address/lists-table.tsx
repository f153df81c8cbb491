// The lists of one commune or of all: who is on each, and who may write to it.

import { List, Pencil, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { Button } from '#ui/control/button.tsx'
import { useFormat } from '#ui/format/use-format.ts'
import { AlertDialog } from '#ui/overlay/dialog.tsx'
import { sayDone } from '#ui/overlay/toast.tsx'
import { EmptyState } from '#ui/page/states.tsx'
import type { TableColumn } from '#ui/table/data-table.tsx'
import { FilterBar } from '#ui/table/filter-bar.tsx'
import { useUrlFilters } from '#ui/table/use-url-filters.ts'
import type { AdminAnswer } from '../../contract/all.ts'
import { addressOf, ProblemError } from '../api.ts'
import { ExportLink } from '../export-link.tsx'
import { FormProblem } from '../form-problem.tsx'
import { ListingTable } from '../listing-table.tsx'
import { useAnswer, useChange, useListing } from '../queries.ts'
import { useSession } from '../session.tsx'
import type { Words } from '../words/fr.ts'
import { useWords } from '../words/words.tsx'
import { addressChanges } from './alias-row.ts'
import { AddList, ChangeList } from './list-dialog.tsx'
import './address.css'

type ListRow = AdminAnswer<'GET /lists'>['rows'][number]

type Opened = { readonly dialog: 'change' | 'delete'; readonly list: ListRow } | 'add' | null

export function ListsTable({ commune }: { readonly commune: string | null }) {
  const words = useWords()
  const format = useFormat()
  const { may } = useSession()
  const say = words.addresses.lists
  const [{ search }, setFilter] = useUrlFilters(['search'])
  const query = { ...(commune === null ? {} : { commune }), ...(search === null ? {} : { search }) }
  const listing = useListing('GET /lists', { query })
  const count = useAnswer('GET /lists/count', { query })
  const [opened, setOpened] = useState<Opened>(null)
  const changing = may('change:address')
  const close = (): void => setOpened(null)
  return (
    <>
      <FilterBar
        placeholder={say.search}
        text={search}
        onText={(text) => setFilter({ search: text })}
        end={
          <>
            {count.data !== undefined && (
              <span className="tools-count" role="status">
                {words.directory.rows(format.number(listing.rows.length), format.number(count.data.count))}
              </span>
            )}
            <ExportLink href={addressOf('GET /lists/export', { query })} />
            {changing && (
              <Button onPress={() => setOpened('add')}>
                <Plus aria-hidden className="small" />
                {say.add}
              </Button>
            )}
          </>
        }
      />
      <ListingTable
        roomy
        label={say.title}
        listing={listing}
        columns={listColumns(words, commune === null)}
        idOf={({ id }) => id}
        nameOf={({ address }) => address}
        {...(changing
          ? {
              actionsOf: (list: ListRow) => [
                {
                  id: 'change',
                  label: say.change,
                  icon: Pencil,
                  run: () => setOpened({ dialog: 'change' as const, list }),
                },
                {
                  id: 'delete',
                  label: say.delete,
                  icon: Trash2,
                  danger: true,
                  run: () => setOpened({ dialog: 'delete' as const, list }),
                },
              ],
            }
          : {})}
        empty={
          search === null ? (
            <EmptyState title={say.empty} icon={List}>
              <p>{say.emptyText}</p>
            </EmptyState>
          ) : (
            <EmptyState title={words.directory.nothing}>
              <p>{words.directory.nothingText}</p>
            </EmptyState>
          )
        }
      />
      {opened === 'add' && <AddList commune={commune} onClose={close} />}
      {opened !== null && opened !== 'add' && opened.dialog === 'change' && (
        <ChangeList id={opened.list.id} address={opened.list.address} onClose={close} />
      )}
      {opened !== null && opened !== 'add' && opened.dialog === 'delete' && (
        <DeleteList list={opened.list} onClose={close} />
      )}
    </>
  )
}

function listColumns(words: Words, withCommune: boolean): readonly TableColumn<ListRow>[] {
  const { columns, senders } = words.addresses.lists
  return [
    {
      id: 'address',
      label: columns.address,
      fixed: true,
      cell: ({ address, name }) => (
        <span className="row-name-two">
          <b>{address}</b>
          <small>{name}</small>
        </span>
      ),
    },
    ...(withCommune
      ? [
          {
            id: 'commune',
            label: columns.commune,
            cell: ({ commune }: ListRow) => <span className="quiet">{commune.name}</span>,
          },
        ]
      : []),
    { id: 'members', label: columns.members, align: 'end', cell: ({ members }) => members },
    { id: 'senders', label: columns.senders, cell: (list) => senders[list.senders] },
  ]
}

function DeleteList({ list, onClose }: { readonly list: ListRow; readonly onClose: () => void }) {
  const say = useWords().addresses.lists
  const remove = useChange('DELETE /lists/{list}', addressChanges)
  const inUse = remove.error instanceof ProblemError && remove.error.code === 'in-use'
  return (
    <AlertDialog
      isOpen
      danger
      title={say.deleteTitle(list.address)}
      action={say.deleteAction}
      onClose={onClose}
      onConfirm={async () => {
        try {
          await remove.mutateAsync({ params: { list: list.id } })
          sayDone({ text: say.deleted(list.address) })
          return true
        } catch {
          return false
        }
      }}
    >
      <p>{inUse ? say.deleteInUse : say.deleteText}</p>
      {!inUse && <FormProblem error={remove.error} />}
    </AlertDialog>
  )
}
