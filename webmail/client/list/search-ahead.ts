// What is typed into the search field is asked for at a pause: who then presses Enter finds the answer there, or on its way.

import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { type Listed, pageQuery } from './conversations.ts'

/** Longer than between two keys of most who type, shorter than until they press Enter. */
const pauseMs = 200
/** Fewer letters are rarely what somebody looks for; half an operator asks for what nobody means. */
const worthAsking = /^[^:]{3,}$/

/** `listed`: what Enter would list; null where nothing is to be asked. What went wrong is said when it is asked for. */
export function useSearchAhead(listed: Listed | null): void {
  const client = useQueryClient()
  const asked = listed !== null && worthAsking.test(listed.q ?? '') ? listed : null
  // biome-ignore lint/correctness/useExhaustiveDependencies: another object that asks the same is asked for once.
  useEffect(() => {
    if (asked === null) return
    const pause = setTimeout(() => void client.prefetchQuery(pageQuery(asked, 0)), pauseMs)
    return () => clearTimeout(pause)
  }, [client, JSON.stringify(asked)])
}
