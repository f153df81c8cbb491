// The lists of one commune or of all: who is on each, and who may write to it.

import { List } from 'lucide-react'
import type { TableColumn } from '#ui/table/data-table.tsx'
import { useUrlFilters } from '#ui/table/use-url-filters.ts'
import { useUrlSort } from '#ui/table/use-url-sort.ts'
import type { AdminAnswer } from '../../contract/all.ts'
import { addressOf } from '../api.ts'
import { communeColumn } from '../directory/commune-column.tsx'
import { ConfirmChange } from '../form/confirm-change.tsx'
import { useAnswer, useListing } from '../queries.ts'
import type { Words } from '../words/fr.ts'
import { useWords } from '../words/words.tsx'
import { AddList } from './add-list.tsx'
import { AddressRegister } from './address-register.tsx'
import { addressChanges } from './alias-row.ts'
import { ChangeList } from './change-list.tsx'

type ListRow = AdminAnswer<'GET /lists'>['rows'][number]

export function ListsTable({ commune }: { readonly commune: string | null }) {
  const words = useWords()
  const [{ search }, setFilter] = useUrlFilters(['search'])
  const query = { ...(commune === null ? {} : { commune }), ...(search === null ? {} : { search }) }
  const sorted = useUrlSort(['address'])
  const listing = useListing('GET /lists', { query: { ...query, ...sorted.asked } })
  const count = useAnswer('GET /lists/count', { query })
  return (
    <AddressRegister
      words={words.addresses.lists}
      icon={List}
      listing={listing}
      count={count.data?.count}
      columns={listColumns(words, commune === null)}
      search={search}
      sorted={sorted}
      file={addressOf('GET /lists/export', { query })}
      onSearch={(text) => setFilter({ search: text })}
      dialogOf={(opened, close) => {
        if (opened === 'add') return <AddList commune={commune} onClose={close} />
        const { dialog, row } = opened
        return dialog === 'change' ? (
          <ChangeList id={row.id} address={row.address} onClose={close} />
        ) : (
          <DeleteList list={row} onClose={close} />
        )
      }}
    />
  )
}

function listColumns(words: Words, withCommune: boolean): readonly TableColumn<ListRow>[] {
  const { columns, senders } = words.addresses.lists
  return [
    {
      id: 'address',
      sort: 'address',
      label: columns.address,
      fixed: true,
      cell: ({ address, name }) => (
        <span className="row-name-two">
          <b>{address}</b>
          <small>{name}</small>
        </span>
      ),
    },
    ...communeColumn<ListRow>(columns.commune, withCommune),
    { id: 'members', label: columns.members, align: 'end', cell: ({ members }) => members },
    { id: 'senders', label: columns.senders, cell: (list) => senders[list.senders] },
  ]
}

function DeleteList({ list, onClose }: { readonly list: ListRow; readonly onClose: () => void }) {
  const say = useWords().addresses.lists
  return (
    <ConfirmChange
      danger
      route="DELETE /lists/{list}"
      input={{ params: { list: list.id } }}
      stale={addressChanges}
      title={say.deleteTitle(list.address)}
      action={say.deleteAction}
      done={say.deleted(list.address)}
      inUse={say.deleteInUse}
      onClose={onClose}
    >
      <p>{say.deleteText}</p>
    </ConfirmChange>
  )
}
