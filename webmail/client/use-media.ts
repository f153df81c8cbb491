// How much room the page has, as the style sheets see it.

import { useSyncExternalStore } from 'react'

/** One column, rows of three lines. */
const phone = matchMedia('(max-width: 767px)')
/** Folders stand beside the list. */
const wide = matchMedia('(min-width: 1200px)')

const watching = (media: MediaQueryList) => (listener: () => void) => {
  media.addEventListener('change', listener)
  return () => media.removeEventListener('change', listener)
}
const watchPhone = watching(phone)
const watchWide = watching(wide)

export const useIsPhone = (): boolean => useSyncExternalStore(watchPhone, () => phone.matches)

export const useIsWide = (): boolean => useSyncExternalStore(watchWide, () => wide.matches)
