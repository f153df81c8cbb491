// The columns of a table of mailboxes.

import { CornerUpRight } from 'lucide-react'
import { Link } from 'react-aria-components'
import { Cachet } from '#ui/cachet/cachet.tsx'
import { Gauge } from '#ui/display/gauge.tsx'
import { Moment } from '#ui/display/moment.tsx'
import type { useFormat } from '#ui/format/use-format.ts'
import type { TableColumn } from '#ui/table/data-table.tsx'
import type { Words } from '../words/fr.ts'
import { MailboxState } from './mailbox-state.tsx'
import type { MailboxRow } from './mailbox-view.ts'

interface Columned {
  readonly withCommune: boolean
  readonly format: ReturnType<typeof useFormat>
}

export function mailboxColumns(
  words: Words,
  { withCommune, format }: Columned,
): readonly TableColumn<MailboxRow>[] {
  const { columns, kinds, leadsOut } = words.mailboxes
  return [
    {
      id: 'address',
      sort: 'address',
      label: columns.address,
      fixed: true,
      cell: ({ id, address, externalForwards }) => (
        <span className="row-name">
          <Link href={`/boites/${id}`}>{address}</Link>
          {externalForwards > 0 && (
            <span className="leads-out">
              <CornerUpRight aria-hidden className="small" />
              <span className="heard">{leadsOut(externalForwards)}</span>
            </span>
          )}
        </span>
      ),
    },
    { id: 'name', label: columns.name, hidden: withCommune, cell: ({ name }) => name },
    ...(withCommune
      ? [
          {
            id: 'commune',
            label: columns.commune,
            cell: ({ commune }: MailboxRow) => (
              <span className="row-name">
                <Cachet name={commune.name} size={22} />
                <span>{commune.name}</span>
              </span>
            ),
          },
        ]
      : []),
    { id: 'kind', label: columns.kind, cell: ({ kind }) => kinds[kind] },
    {
      id: 'owner',
      label: columns.owner,
      hidden: withCommune,
      cell: ({ owner }) => <span className="quiet">{owner?.name}</span>,
    },
    { id: 'people', label: columns.people, align: 'end', cell: ({ people }) => format.number(people) },
    { id: 'state', label: columns.state, cell: ({ state }) => <MailboxState state={state} /> },
    {
      id: 'quota',
      sort: 'usage',
      label: columns.quota,
      align: 'end',
      cell: ({ usedBytes, quotaBytes }) => <Gauge used={usedBytes} allowed={quotaBytes} />,
    },
    {
      id: 'messages',
      label: columns.messages,
      align: 'end',
      hidden: true,
      cell: (row) => format.number(row.messages),
    },
    {
      id: 'expiresAt',
      label: columns.expiresAt,
      cell: ({ expiresAt }) => (expiresAt === null ? null : <Moment at={expiresAt} />),
    },
    {
      id: 'aliases',
      label: columns.aliases,
      hidden: true,
      cell: ({ aliases }) => <span className="quiet">{aliases.join(', ')}</span>,
    },
    { id: 'createdAt', label: columns.createdAt, hidden: true, cell: (row) => <Moment at={row.createdAt} /> },
  ]
}
