// Where one is, for what draws it.

import { useMemo } from 'react'
import { usePathname, useSearch } from 'wouter/use-browser-location'
import { type Place, readPlace } from '../place/place.ts'

export function usePlace(): Place {
  const pathname = usePathname()
  const search = useSearch()
  return useMemo(() => readPlace(pathname, search), [pathname, search])
}
