// Whether the list is not there while something is read: on a phone, and where a person wants it so. What is read is the page then.

import { useSettings } from './settings/use-settings.ts'
import { useIsPhone } from './use-media.ts'

export function useOneColumn(): boolean {
  const phone = useIsPhone()
  return useSettings().readingPane === 'none' || phone
}
