// What is typed into the search field is asked for at a pause: who then presses Enter finds the answer there, or on its way. And
// what is asked for on Enter is given a moment, so that the page is drawn once, with what was found.

import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { type Listed, pageQuery } from './conversations.ts'

/** Longer than between two keys of most who type, shorter than until they press Enter. */
const pauseMs = 200
/** Fewer letters are rarely what somebody looks for; half an operator at the end asks for what nobody means. */
const worthAsking = /^[^:]{3,}$|\s[^:\s]{3,}$/

/** Not asked for by anybody: what goes wrong with it is no trouble of the webmail's. */
const ahead = { ahead: true }
export const isAhead = (meta: Readonly<Record<string, unknown>> | undefined): boolean => meta?.ahead === true

/** What nobody looked at within it, nobody will. */
const keptMs = 60_000

/**
 * `listed`: what Enter would list; null where nothing is to be asked. One at a time, or a slow box would answer three beginnings of
 * a word before the word.
 */
export function useSearchAhead(listed: Listed | null): void {
  const client = useQueryClient()
  const asked = listed !== null && worthAsking.test(listed.q ?? '') ? listed : null
  // biome-ignore lint/correctness/useExhaustiveDependencies: another object that asks the same is asked for once.
  useEffect(() => {
    if (asked === null) return
    const pause = setTimeout(() => {
      if (client.isFetching({ predicate: ({ meta }) => isAhead(meta) }) > 0) return
      void client.prefetchQuery({ ...pageQuery(asked, 0), retry: false, gcTime: keptMs, meta: ahead })
    }, pauseMs)
    return () => clearTimeout(pause)
  }, [client, JSON.stringify(asked)])
}

/** What takes longer does not seem to be there at once, and the page says that it is on its way. */
const atOnceMs = 100

/** Resolves once the first page of it is there, or will take a while. Whatever is wrong with it, who lists it is told. */
export async function answerAtOnce(client: QueryClient, listed: Listed): Promise<void> {
  const late = new Promise<void>((resolve) => setTimeout(resolve, atOnceMs))
  await Promise.race([
    late,
    client.prefetchQuery({ ...pageQuery(listed, 0), retry: false, gcTime: keptMs, meta: ahead }),
  ])
}
