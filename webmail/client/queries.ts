// Asking through a cache: what was read is shown at once, and asked for again.

import { type QueryClient, type UseQueryResult, useQuery } from '@tanstack/react-query'
import { passing } from '#ui/api/query-client.ts'
import type { WebmailAnswer, WebmailInput, WebmailRoute } from '../contract/all.ts'
import { api } from './api.ts'
import { networkOrCache } from './offline/network-or-cache.ts'

export type Reading = Extract<WebmailRoute, `GET /${string}`>

/** The key under which an answer is kept: what it is, then what was asked. */
export const keyOf = (name: Reading, input: unknown) => [name.slice(4), input] as const

// Not every route takes an input; the callers' types say which do (WebmailInput), the call itself is the same.
const askAs = api as (name: WebmailRoute, given: object) => Promise<unknown>

/** Without a network, what was read before, where it is kept on this computer. */
const read = (name: Reading, input: object, signal: AbortSignal): Promise<unknown> =>
  networkOrCache(keyOf(name, input), () => askAs(name, { ...input, signal }))

/** What every page of the webmail needs, asked for while its words are still on their way. */
export function askEarly(client: QueryClient) {
  void early(client, 'GET /session')
  return { boxes: early(client, 'GET /boxes'), settings: early(client, 'GET /settings') }
}

export type EarlyAnswers = ReturnType<typeof askEarly>

function early<Name extends Reading>(client: QueryClient, name: Name): Promise<WebmailAnswer<Name>> {
  const queryKey = keyOf(name, {})
  const answer = client.fetchQuery({
    queryKey,
    queryFn: async ({ signal }) => (await read(name, {}, signal)) as WebmailAnswer<Name>,
  })
  // Whoever needs it asks again, and says what went wrong.
  answer.catch(() => client.removeQueries({ queryKey, exact: true, type: 'inactive' }))
  return answer
}

const againMs = 5000

interface AnswerOptions<Answer> {
  readonly enabled?: boolean
  /** How often it is asked again by itself, also by what it said last. */
  readonly refetchMs?: number | ((last: Answer | undefined) => number)
  /** Asked again until it came once: by itself, as long as there is no frame that does it for all. */
  readonly again?: boolean
  readonly staleMs?: number
}

export function useAnswer<Name extends Reading>(
  name: Name,
  input: WebmailInput<Name>,
  options: AnswerOptions<WebmailAnswer<Name>> = {},
): UseQueryResult<WebmailAnswer<Name>, Error> {
  const { again = false, refetchMs = false } = options
  return useQuery({
    queryKey: keyOf(name, input),
    queryFn: async ({ signal }) => (await read(name, input, signal)) as WebmailAnswer<Name>,
    enabled: options.enabled ?? true,
    ...(options.staleMs === undefined ? {} : { staleTime: options.staleMs }),
    refetchInterval: ({ state }) => {
      if (again && state.data === undefined && passing(state.error)) return againMs
      return typeof refetchMs === 'function' ? refetchMs(state.data) : refetchMs
    },
  })
}
