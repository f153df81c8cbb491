// How much room the page has, by the same words as in the style sheets: half a pixel that they see in two ways would be no page.

import { useSyncExternalStore } from 'react'

/** One column, rows of three lines. */
const phone = matchMedia('(max-width: 767px)')
/** No room for folders beside the list. */
const narrow = matchMedia('(max-width: 1199px)')

const watching = (media: MediaQueryList) => (listener: () => void) => {
  media.addEventListener('change', listener)
  return () => media.removeEventListener('change', listener)
}
const watchPhone = watching(phone)
const watchNarrow = watching(narrow)

export const useIsPhone = (): boolean => useSyncExternalStore(watchPhone, () => phone.matches)

export const useIsWide = (): boolean => useSyncExternalStore(watchNarrow, () => !narrow.matches)
