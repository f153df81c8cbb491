// The columns of the table of communes.

import { Link } from 'react-aria-components'
import { Cachet } from '#ui/cachet/cachet.tsx'
import { Gauge } from '#ui/display/gauge.tsx'
import { Moment } from '#ui/display/moment.tsx'
import type { TableColumn } from '#ui/table/data-table.tsx'
import type { Words } from '../words/fr.ts'
import type { CommuneRow } from './stage.ts'
import { StageTrack } from './stage-track.tsx'

export function communeColumns(
  words: Words,
  number: (value: number) => string,
): readonly TableColumn<CommuneRow>[] {
  const { columns } = words.communes
  return [
    {
      id: 'name',
      sort: 'name',
      label: columns.name,
      fixed: true,
      cell: ({ id, name }) => (
        <span className="row-name">
          <Cachet name={name} />
          <Link href={`/communes/${id}`}>{name}</Link>
        </span>
      ),
    },
    {
      id: 'inseeCode',
      label: columns.inseeCode,
      cell: ({ inseeCode }) => <span className="quiet">{inseeCode}</span>,
    },
    { id: 'postcode', label: columns.postcode, hidden: true, cell: ({ postcode }) => postcode },
    {
      id: 'population',
      label: columns.population,
      align: 'end',
      cell: ({ population }) => (population === null ? null : number(population)),
    },
    { id: 'stage', label: columns.stage, cell: (commune) => <StageTrack commune={commune} /> },
    {
      id: 'domains',
      label: columns.domains,
      cell: ({ domains }) => <span className="quiet">{domains.join(', ')}</span>,
    },
    {
      id: 'mailboxes',
      sort: 'mailboxes',
      label: columns.mailboxes,
      align: 'end',
      cell: ({ mailboxes }) => number(mailboxes),
    },
    {
      id: 'storage',
      sort: 'usage',
      label: columns.storage,
      align: 'end',
      cell: ({ usedBytes, allowedBytes }) =>
        allowedBytes === 0 ? (
          <span className="quiet">–</span>
        ) : (
          <Gauge used={usedBytes} allowed={allowedBytes} />
        ),
    },
    {
      id: 'createdAt',
      label: columns.createdAt,
      hidden: true,
      cell: ({ createdAt }) => <Moment at={createdAt} />,
    },
  ]
}
