// A table's filters, kept in the address: Back takes the last one away, a link carries them, a reload keeps them.

import { useMemo } from 'react'
import { useSearchParams } from 'wouter'
import { type FilterValues, readFilters, writeFilters } from './url-filters.ts'

export function useUrlFilters<const Name extends string>(
  names: readonly Name[],
): [values: FilterValues<Name>, change: (changes: Partial<Record<Name, string | null>>) => void] {
  const [search, setSearch] = useSearchParams()
  const key = names.join(' ')
  const values = useMemo(() => readFilters(search, key.split(' ') as Name[]), [search, key])
  return [
    values,
    (changes) =>
      setSearch((before) => writeFilters(before, changes as Record<string, string | null>), {
        replace: true,
      }),
  ]
}
