// A table's sort in react-aria's words, and back: it says to the ear which column sorts, and which way.

import type { SortDescriptor } from 'react-aria-components'
import { nextSort, type Sort } from './url-sort.ts'

interface Sortable {
  readonly columns: readonly { readonly id: string; readonly sort?: string; readonly align?: 'end' }[]
  readonly sort?: Sort
  readonly onSort?: (sort: Sort) => void
}

/** A column that is not shown may be the one that sorts: then no head says so. */
export function reactAriaSort({ columns, sort, onSort }: Sortable) {
  if (sort === undefined || onSort === undefined) return {}
  const sorted = columns.find((column) => column.sort === sort.by)
  return {
    sortDescriptor: {
      column: sorted?.id ?? '',
      direction: sort.order === 'asc' ? ('ascending' as const) : ('descending' as const),
    },
    onSortChange: ({ column: id }: SortDescriptor) => {
      const column = columns.find((each) => each.id === id)
      if (column?.sort !== undefined) onSort(nextSort(sort, column.sort, column.align === 'end'))
    },
  }
}
