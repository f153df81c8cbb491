// What is typed into the search field is asked for at a pause: who then presses Enter finds the answer there, or on its way. And
// what is asked for on Enter is given a moment, so that the page is drawn once, with what was found.

import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { Listed } from '../../place/page-input.ts'
import { pageQuery } from './conversations.ts'

/** Longer than between two keys of most who type, shorter than until they press Enter: for a box that is slow to search. */
const longestPauseMs = 200
/** Where an answer takes so long, asking between two keys keeps the box from nothing. */
const shortestPauseMs = 50
/** A pause for each answer that it may have to wait for. */
const pausesForOne = 3
/** Fewer letters are rarely what somebody looks for; half an operator at the end asks for what nobody means. */
const worthAsking = /^[^:]{3,}$|\s[^:\s]{3,}$/

/** Not asked for by anybody: what goes wrong with it is no trouble of the webmail's. */
const ahead = { ahead: true }
export const isPrefetched = (meta: Readonly<Record<string, unknown>> | undefined): boolean =>
  meta?.ahead === true

/** What nobody looked at within it, nobody will. */
const keptMs = 60_000

/** How long the last one took that the box answered; of none yet, as if it were slow. */
let lastTookMs = longestPauseMs
/** One at a time, or a slow box would answer three beginnings of a word before the word. */
let running: Promise<void> | null = null

const pauseMs = (): number => Math.min(longestPauseMs, Math.max(shortestPauseMs, lastTookMs * pausesForOne))

async function askAhead(client: QueryClient, listed: Listed): Promise<void> {
  const query = pageQuery(listed, 0)
  const answers = () => client.getQueryState(query.queryKey)?.dataUpdateCount
  const [began, before] = [performance.now(), answers()]
  await client.prefetchQuery({ ...query, retry: false, gcTime: keptMs, meta: ahead })
  if (answers() !== before) lastTookMs = performance.now() - began
  running = null
}

/**
 * `listed`: what Enter would list; null where nothing is to be asked. `isWhole`: it came at once, pasted, dictated or chosen, and
 * nothing is being typed.
 */
export function usePrefetchSearch(listed: Listed | null, isWhole: boolean): void {
  const client = useQueryClient()
  const asked = listed !== null && worthAsking.test(listed.q ?? '') ? listed : null
  // biome-ignore lint/correctness/useExhaustiveDependencies: another object that asks the same is asked for once.
  useEffect(() => {
    if (asked === null) return
    let isOver = false
    const ask = async (): Promise<void> => {
      while (running !== null) await running
      if (isOver) return
      running = askAhead(client, asked)
    }
    const timer = setTimeout(() => void ask(), isWhole ? 0 : pauseMs())
    return () => {
      isOver = true
      clearTimeout(timer)
    }
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
