// The aliases of one commune or of all.

import { AtSign } from 'lucide-react'
import { Moment } from '#ui/display/moment.tsx'
import type { TableColumn } from '#ui/table/data-table.tsx'
import { useUrlFilters } from '#ui/table/use-url-filters.ts'
import { useUrlSort } from '#ui/table/use-url-sort.ts'
import { addressOf } from '../api.ts'
import { communeColumn } from '../directory/commune-column.tsx'
import { ConfirmChange } from '../form/confirm-change.tsx'
import { useAnswer, useListing } from '../queries.ts'
import type { Words } from '../words/fr.ts'
import { useWords } from '../words/words.tsx'
import { AddressRegister } from './address-register.tsx'
import { AliasDialog } from './alias-dialog.tsx'
import { type AliasRow, addressChanges } from './alias-row.ts'

export function AliasesTable({ commune }: { readonly commune: string | null }) {
  const words = useWords()
  const [{ search }, setFilter] = useUrlFilters(['search'])
  const query = { ...(commune === null ? {} : { commune }), ...(search === null ? {} : { search }) }
  const sorted = useUrlSort(['address'])
  const listing = useListing('GET /aliases', { query: { ...query, ...sorted.asked } })
  const count = useAnswer('GET /aliases/count', { query })
  return (
    <AddressRegister
      words={words.addresses.aliases}
      icon={AtSign}
      listing={listing}
      count={count.data?.count}
      columns={aliasColumns(words, commune === null)}
      search={search}
      sorted={sorted}
      file={addressOf('GET /aliases/export', { query })}
      onSearch={(text) => setFilter({ search: text })}
      dialogOf={(opened, close) =>
        opened === 'add' || opened.dialog === 'change' ? (
          <AliasDialog commune={commune} alias={opened === 'add' ? null : opened.row} onClose={close} />
        ) : (
          <DeleteAlias alias={opened.row} onClose={close} />
        )
      }
    />
  )
}

function aliasColumns(words: Words, withCommune: boolean): readonly TableColumn<AliasRow>[] {
  const { columns } = words.addresses.aliases
  return [
    {
      id: 'address',
      sort: 'address',
      label: columns.address,
      fixed: true,
      cell: ({ address }) => <b>{address}</b>,
    },
    ...communeColumn<AliasRow>(columns.commune, withCommune),
    { id: 'targets', label: columns.targets, cell: ({ targets }) => targets.join(', ') },
    { id: 'createdAt', label: columns.createdAt, cell: ({ createdAt }) => <Moment at={createdAt} /> },
  ]
}

function DeleteAlias({ alias, onClose }: { readonly alias: AliasRow; readonly onClose: () => void }) {
  const say = useWords().addresses.aliases
  return (
    <ConfirmChange
      danger
      route="DELETE /aliases/{alias}"
      input={{ params: { alias: alias.id } }}
      stale={addressChanges}
      title={say.deleteTitle(alias.address)}
      action={say.deleteAction}
      done={say.deleted(alias.address)}
      inUse={say.deleteInUse}
      onClose={onClose}
    >
      <p>{say.deleteText}</p>
    </ConfirmChange>
  )
}
