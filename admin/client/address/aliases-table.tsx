// The aliases of one commune, of all, or those that lead to one address.

import { AtSign, Pencil, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { Button } from '#ui/control/button.tsx'
import { useFormat } from '#ui/format/use-format.ts'
import { AlertDialog } from '#ui/overlay/dialog.tsx'
import { sayDone } from '#ui/overlay/toast.tsx'
import { EmptyState } from '#ui/page/states.tsx'
import { Moment } from '#ui/shown/moment.tsx'
import type { TableColumn } from '#ui/table/data-table.tsx'
import { FilterBar } from '#ui/table/filter-bar.tsx'
import { useUrlFilters } from '#ui/table/use-url-filters.ts'
import { addressOf, ProblemError } from '../api.ts'
import { ExportLink } from '../export-link.tsx'
import { FormProblem } from '../form-problem.tsx'
import { ListingTable } from '../listing-table.tsx'
import { useAnswer, useChange, useListing } from '../queries.ts'
import { useSession } from '../session.tsx'
import type { Words } from '../words/fr.ts'
import { useWords } from '../words/words.tsx'
import { AliasDialog } from './alias-dialog.tsx'
import { type AliasRow, addressChanges } from './alias-row.ts'
import './address.css'

type Opened = { readonly dialog: 'change' | 'delete'; readonly alias: AliasRow } | 'add' | null

export function AliasesTable({ commune }: { readonly commune: string | null }) {
  const words = useWords()
  const format = useFormat()
  const { may } = useSession()
  const say = words.addresses.aliases
  const [{ search }, setFilter] = useUrlFilters(['search'])
  const query = { ...(commune === null ? {} : { commune }), ...(search === null ? {} : { search }) }
  const listing = useListing('GET /aliases', { query })
  const count = useAnswer('GET /aliases/count', { query })
  const [opened, setOpened] = useState<Opened>(null)
  const changing = may('change:address')
  const close = (): void => setOpened(null)
  const add = changing && (
    <Button onPress={() => setOpened('add')}>
      <Plus aria-hidden className="small" />
      {say.add}
    </Button>
  )
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
            <ExportLink href={addressOf('GET /aliases/export', { query })} />
            {add}
          </>
        }
      />
      <ListingTable
        label={say.title}
        listing={listing}
        columns={aliasColumns(words, commune === null)}
        idOf={({ id }) => id}
        nameOf={({ address }) => address}
        {...(changing
          ? {
              actionsOf: (alias: AliasRow) => [
                {
                  id: 'change',
                  label: say.change,
                  icon: Pencil,
                  run: () => setOpened({ dialog: 'change' as const, alias }),
                },
                {
                  id: 'delete',
                  label: say.delete,
                  icon: Trash2,
                  danger: true,
                  run: () => setOpened({ dialog: 'delete' as const, alias }),
                },
              ],
            }
          : {})}
        empty={
          search === null ? (
            <EmptyState title={say.empty} icon={AtSign}>
              <p>{say.emptyText}</p>
            </EmptyState>
          ) : (
            <EmptyState title={words.directory.nothing}>
              <p>{words.directory.nothingText}</p>
            </EmptyState>
          )
        }
      />
      {opened === 'add' && <AliasDialog commune={commune} alias={null} onClose={close} />}
      {opened !== null && opened !== 'add' && opened.dialog === 'change' && (
        <AliasDialog commune={commune} alias={opened.alias} onClose={close} />
      )}
      {opened !== null && opened !== 'add' && opened.dialog === 'delete' && (
        <DeleteAlias alias={opened.alias} onClose={close} />
      )}
    </>
  )
}

function aliasColumns(words: Words, withCommune: boolean): readonly TableColumn<AliasRow>[] {
  const { columns } = words.addresses.aliases
  return [
    { id: 'address', label: columns.address, fixed: true, cell: ({ address }) => <b>{address}</b> },
    ...(withCommune
      ? [
          {
            id: 'commune',
            label: columns.commune,
            cell: ({ commune }: AliasRow) => <span className="quiet">{commune.name}</span>,
          },
        ]
      : []),
    { id: 'targets', label: columns.targets, cell: ({ targets }) => targets.join(', ') },
    { id: 'createdAt', label: columns.createdAt, cell: ({ createdAt }) => <Moment at={createdAt} /> },
  ]
}

function DeleteAlias({ alias, onClose }: { readonly alias: AliasRow; readonly onClose: () => void }) {
  const say = useWords().addresses.aliases
  const remove = useChange('DELETE /aliases/{alias}', addressChanges)
  const inUse = remove.error instanceof ProblemError && remove.error.code === 'in-use'
  return (
    <AlertDialog
      isOpen
      danger
      title={say.deleteTitle(alias.address)}
      action={say.deleteAction}
      onClose={onClose}
      onConfirm={async () => {
        try {
          await remove.mutateAsync({ params: { alias: alias.id } })
          sayDone({ text: say.deleted(alias.address) })
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
