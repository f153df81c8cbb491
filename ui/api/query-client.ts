// The cache of answers, and what is worth asking again by itself.

import { QueryClient, type QueryClientConfig } from '@tanstack/react-query'
import { ProblemError } from './problem-error.ts'

/** Nothing answered, or the database was away. */
export const passing = (error: unknown): boolean =>
  error instanceof ProblemError && (error.code === 'unreachable' || error.code === 'try-later')

export const makeQueryClient = (
  caches: Pick<QueryClientConfig, 'queryCache' | 'mutationCache'>,
): QueryClient =>
  new QueryClient({
    ...caches,
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        // Without a network it is asked all the same, and fails: nothing waits for ever, and what failed is said.
        networkMode: 'always',
        retry: (count, error) => passing(error) && navigator.onLine !== false && count < 2,
        throwOnError: false,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  })
