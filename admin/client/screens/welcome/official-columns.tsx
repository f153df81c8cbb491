// The columns of the official list of communes.

import { Cachet } from '#ui/cachet/cachet.tsx'
import type { TableColumn } from '#ui/table/data-table.tsx'
import type { AdminAnswer } from '../../../contract/all.ts'
import type { Words } from '../../words/fr.ts'

type Official = AdminAnswer<'GET /official-communes'>['rows'][number]

export function officialColumns(
  words: Words['welcome'],
  number: (value: number) => string,
): readonly TableColumn<Official>[] {
  return [
    {
      id: 'name',
      label: words.commune,
      fixed: true,
      cell: (row) => (
        <span className="row-name">
          <Cachet name={row.name} />
          <b>{row.name}</b>
        </span>
      ),
    },
    { id: 'insee', label: words.insee, cell: (row) => <span className="quiet">{row.inseeCode}</span> },
    {
      id: 'postcode',
      label: words.postcode,
      cell: (row) => <span className="quiet">{row.postcodes.join(', ')}</span>,
    },
    {
      id: 'population',
      label: words.population,
      align: 'end',
      cell: (row) => (row.population === null ? '' : number(row.population)),
    },
    { id: 'domain', label: words.proposedDomain, cell: (row) => row.proposedDomain },
  ]
}
