// A page that is not to be closed unasked: the browser asks, in its own words.

import { useEffect } from 'react'

export function useUnloadWarning(kept: boolean): void {
  useEffect(() => {
    if (!kept) return
    const unload = (event: BeforeUnloadEvent): void => event.preventDefault()
    addEventListener('beforeunload', unload)
    return () => removeEventListener('beforeunload', unload)
  }, [kept])
}
