// The commune of a row, where a table shows the rows of several.

import type { TableColumn } from '#ui/table/data-table.tsx'

interface OfCommune {
  readonly commune: { readonly name: string }
}

/** None where every row is of the same one. */
export const communeColumn = <Row extends OfCommune>(
  label: string,
  several: boolean,
): readonly TableColumn<Row>[] =>
  several
    ? [{ id: 'commune', label, cell: ({ commune }) => <span className="quiet">{commune.name}</span> }]
    : []
