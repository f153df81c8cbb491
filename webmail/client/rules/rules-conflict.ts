// A change that was not made because somebody else was faster: whoever made it learns what there is now.

import type { QueryClient, QueryKey } from '@tanstack/react-query'
import { ProblemError } from '#ui/api/problem-error.ts'
import type { RulesView } from './types.ts'

/** Nothing was changed. */
export class RulesConflict extends Error {
  readonly now: RulesView

  constructor(now: RulesView) {
    super('Somebody else changed the rules meanwhile.')
    this.name = 'Overtaken'
    this.now = now
  }
}

interface Kept {
  readonly client: QueryClient
  readonly queryKey: QueryKey
  /** Reads what there is. */
  readonly read: () => Promise<RulesView>
}

/** Keeps what a change answers, or what there is instead of it. Throws `Overtaken`, or what the API said. */
export async function cacheRulesAfter(
  change: Promise<RulesView>,
  { client, queryKey, read }: Kept,
): Promise<RulesView> {
  try {
    const view = await change
    client.setQueryData(queryKey, view)
    return view
  } catch (error) {
    if (!(error instanceof ProblemError) || error.code !== 'changed-meanwhile') throw error
    const now = await client.fetchQuery({ queryKey, queryFn: read, staleTime: 0 }).catch(() => null)
    // Still the old revision then: the next try hears the same, and overwrites nothing.
    throw now === null ? error : new RulesConflict(now)
  }
}
