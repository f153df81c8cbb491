// The domains of a commune: which carry addresses, which are another name of one of them, and who takes what is written to
// nobody.

import { Globe, Pencil, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { Button } from '#ui/control/button.tsx'
import { useFormat } from '#ui/format/use-format.ts'
import { EmptyState } from '#ui/page/states.tsx'
import type { TableColumn } from '#ui/table/data-table.tsx'
import { useUrlSort } from '#ui/table/use-url-sort.ts'
import { addressOf } from '../api.ts'
import { ConfirmChange } from '../form/confirm-change.tsx'
import { useListing } from '../queries.ts'
import { useSession } from '../session.tsx'
import { ExportLink } from '../table/export-link.tsx'
import { ListingTable } from '../table/listing-table.tsx'
import type { Words } from '../words/fr.ts'
import { useWords } from '../words/words.tsx'
import { AddDomain, ChangeDomain } from './domain-dialogs.tsx'
import { type DomainRow, domainChanges } from './domain-row.ts'

type Opened = { readonly dialog: 'change' | 'remove'; readonly domain: DomainRow } | 'add' | null

export function DomainsTable({ commune }: { readonly commune: string }) {
  const words = useWords()
  const format = useFormat()
  const { may } = useSession()
  const say = words.communes.domains
  const sorted = useUrlSort(['name'])
  const listing = useListing('GET /domains', { query: { commune, ...sorted.asked } })
  const [opened, setOpened] = useState<Opened>(null)
  const changing = may('change:domain')
  const close = (): void => setOpened(null)
  const add = changing && (
    <Button look="primary" onPress={() => setOpened('add')}>
      <Plus aria-hidden className="small" />
      {say.add}
    </Button>
  )
  return (
    <>
      {listing.rows.length > 0 && (
        <div className="tools">
          {add}
          <div className="tools-end">
            <ExportLink href={addressOf('GET /domains/export', { query: { commune } })} />
          </div>
        </div>
      )}
      <ListingTable
        label={say.title}
        listing={listing}
        sort={sorted.sort}
        onSort={sorted.change}
        columns={domainColumns(words, format.number)}
        idOf={({ name }) => name}
        nameOf={({ name }) => name}
        {...(changing
          ? {
              actionsOf: (domain: DomainRow) => [
                {
                  id: 'change',
                  label: say.actions.change,
                  icon: Pencil,
                  run: () => setOpened({ dialog: 'change' as const, domain }),
                },
                {
                  id: 'remove',
                  label: say.actions.delete,
                  icon: Trash2,
                  danger: true,
                  run: () => setOpened({ dialog: 'remove' as const, domain }),
                },
              ],
            }
          : {})}
        empty={
          <EmptyState title={say.empty} icon={Globe} actions={add}>
            <p>{say.emptyText}</p>
          </EmptyState>
        }
      />
      {opened === 'add' && <AddDomain commune={commune} domains={listing.rows} onClose={close} />}
      {opened !== null && opened !== 'add' && opened.dialog === 'change' && (
        <ChangeDomain domain={opened.domain} domains={listing.rows} onClose={close} />
      )}
      {opened !== null && opened !== 'add' && opened.dialog === 'remove' && (
        <RemoveDomain domain={opened.domain} onClose={close} />
      )}
    </>
  )
}

function domainColumns(words: Words, number: (value: number) => string): readonly TableColumn<DomainRow>[] {
  const { columns, main, aliasOf, refused } = words.communes.domains
  return [
    { id: 'name', sort: 'name', label: columns.name, fixed: true, cell: ({ name }) => <b>{name}</b> },
    {
      id: 'aliasOf',
      label: columns.aliasOf,
      cell: (domain) => (
        <span className="quiet">{domain.aliasOf === null ? main : aliasOf(domain.aliasOf)}</span>
      ),
    },
    { id: 'mailboxes', label: columns.mailboxes, align: 'end', cell: ({ mailboxes }) => number(mailboxes) },
    { id: 'aliases', label: columns.aliases, align: 'end', cell: ({ aliases }) => number(aliases) },
    { id: 'lists', label: columns.lists, align: 'end', cell: ({ lists }) => number(lists) },
    {
      id: 'catchAll',
      label: columns.catchAll,
      cell: ({ catchAll }) => <span className="quiet">{catchAll ?? refused}</span>,
    },
  ]
}

function RemoveDomain({ domain, onClose }: { readonly domain: DomainRow; readonly onClose: () => void }) {
  const say = useWords().communes.domains.remove
  return (
    <ConfirmChange
      danger
      route="DELETE /domains/{domain}"
      input={{ params: { domain: domain.name } }}
      stale={domainChanges}
      title={say.title(domain.name)}
      action={say.action}
      done={say.done(domain.name)}
      inUse={say.inUse}
      onClose={onClose}
    >
      <p>{say.text}</p>
    </ConfirmChange>
  )
}
