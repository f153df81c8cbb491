// Asking through a cache: what was read is shown at once, and asked for again.

import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import { passing } from '#ui/api/query-client.ts'
import type { WebmailAnswer, WebmailInput, WebmailRoute } from '../contract/all.ts'
import { api } from './api.ts'

export type Reading = Extract<WebmailRoute, `GET /${string}`>

/** The key under which an answer is kept: what it is, then what was asked. */
export const keyOf = (name: Reading, input: unknown) => [name.slice(4), input] as const

// Not every route takes an input; the callers' types say which do (WebmailInput), the call itself is the same.
const askAs = api as (name: WebmailRoute, given: object) => Promise<unknown>

const againMs = 5000

interface AnswerOptions<Answer> {
  readonly enabled?: boolean
  /** How often it is asked again by itself, also by what it said last. */
  readonly refetchMs?: number | ((last: Answer | undefined) => number)
  /** Asked again until the service is back: by itself, where no frame does it for all. */
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
    queryFn: async ({ signal }) => (await askAs(name, { ...input, signal })) as WebmailAnswer<Name>,
    enabled: options.enabled ?? true,
    ...(options.staleMs === undefined ? {} : { staleTime: options.staleMs }),
    refetchInterval: ({ state }) => {
      if (again && passing(state.error)) return againMs
      return typeof refetchMs === 'function' ? refetchMs(state.data) : refetchMs
    },
  })
}
