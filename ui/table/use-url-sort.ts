// A table's sort, kept in the address beside its filters: a link carries it, a reload keeps it.

import { useMemo } from 'react'
import { useSearchParams } from 'wouter'
import { askedSort, type Direction, readSort, type Sort, writeSort } from './url-sort.ts'

export interface UrlSort<By extends string> {
  readonly sort: Sort<By>
  /** For the question to the API. */
  readonly asked: { readonly sort?: By; readonly order?: Direction }
  readonly change: (sort: Sort) => void
}

/** `columns` begins with the one that the table is sorted by when nobody says. */
export function useUrlSort<const By extends string>(columns: readonly [By, ...By[]]): UrlSort<By> {
  const [search, setSearch] = useSearchParams()
  const [standing] = columns
  const { by, order } = readSort(search, columns)
  return useMemo(
    () => ({
      sort: { by, order },
      asked: askedSort({ by, order }, standing),
      change: (sort) => setSearch((before) => writeSort(before, sort, standing), { replace: true }),
    }),
    [by, order, standing, setSearch],
  )
}
