// Whether the page is as narrow as a phone: one column, rows of three lines.

import { useSyncExternalStore } from 'react'

/** The same as in the style sheets. */
const phone = matchMedia('(max-width: 767px)')

const watch = (listener: () => void) => {
  phone.addEventListener('change', listener)
  return () => phone.removeEventListener('change', listener)
}

export const useIsPhone = (): boolean => useSyncExternalStore(watch, () => phone.matches)
