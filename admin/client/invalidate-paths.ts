// After a change that was asked for outside `useChange`: what is kept of these paths is asked for anew.

import type { QueryClient } from '@tanstack/react-query'
import type { Path } from './queries.ts'

export const invalidatePaths = async (client: QueryClient, paths: readonly Path[]): Promise<void> =>
  await client.invalidateQueries({
    predicate: ({ queryKey: [path] }) =>
      typeof path === 'string' && paths.some((each) => path.startsWith(each)),
  })
