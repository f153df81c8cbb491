// The cache of answers, and what is worth asking again by itself.

import { type Query, QueryClient, type QueryClientConfig } from '@tanstack/react-query'
import { ProblemError } from './problem-error.ts'

/** Nothing answered, or the database was away. */
export const passing = (error: unknown): boolean =>
  error instanceof ProblemError && (error.code === 'unreachable' || error.code === 'try-later')

/** What is on the screen is read again, once each; what never changes only where it could not be had. */
export const askAgain = (client: QueryClient): Promise<void> =>
  client.refetchQueries(
    { type: 'active', predicate: (query) => query.state.status !== 'success' || mayChange(query) },
    { cancelRefetch: false },
  )

const mayChange = ({ observers }: Query): boolean =>
  observers.some(({ options }) => options.staleTime !== Number.POSITIVE_INFINITY)

/** `keptMs`: how long what nobody looks at any more is at hand; left out: five minutes. */
export const makeQueryClient = (
  caches: Pick<QueryClientConfig, 'queryCache' | 'mutationCache'>,
  keptMs = 300_000,
): QueryClient =>
  new QueryClient({
    ...caches,
    defaultOptions: {
      queries: {
        gcTime: keptMs,
        staleTime: 15_000,
        // Without a network it is asked all the same, and fails: nothing waits for ever, and what failed is said.
        networkMode: 'always',
        retry: (count, error) => passing(error) && navigator.onLine !== false && count < 2,
        throwOnError: false,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  })
