// The conversations of a folder, asked for page by page as they come into view, with what was asked of them and is not yet
// confirmed.

import { type QueryClient, useQueries, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { afterPending, usePending } from '../actions/pending.ts'
import { api } from '../api.ts'
import type { ConversationPage, ConversationRow } from '../boxes.ts'
import { useAskedAgainMs } from '../live/heard-boxes.ts'
import type { Place } from '../place.ts'
import { keyOf } from '../queries.ts'
import { type Range, withoutHidden } from './layout.ts'

export interface Conversations {
  readonly state: 'loading' | 'failed' | 'shown'
  readonly error: Error | null
  readonly retry: () => void
  readonly total: number
  /** Undefined while its page is not there. */
  readonly rowAt: (index: number) => ConversationRow | undefined
  /** Among those that are there; -1 for none. */
  readonly indexOf: (uid: number) => number
  /** Asks for the pages of these rows. */
  readonly want: (rows: Range) => void
}

export type Listed = Pick<Place, 'folder' | 'filter' | 'q'> & { readonly box: string }

const pageRows = 50
const route = 'GET /boxes/{box}/conversations'
/** Two pages of different states are asked for again no sooner: the list may be changing all the time. */
const settleMs = 2000

export const pageInput = ({ box, folder, filter, q }: Listed, offset: number, limit: number) => ({
  params: { box },
  query: {
    folder,
    offset,
    limit,
    ...(filter === null ? {} : { filter }),
    ...(q === null ? {} : { q }),
  },
})

export function useConversations(listed: Listed): Conversations {
  const client = useQueryClient()
  const name = JSON.stringify([listed.box, listed.folder, listed.filter, listed.q])
  const [wanted, setWanted] = useState<{ readonly of: string; readonly pages: readonly number[] }>({
    of: name,
    pages: [0],
  })
  const pages = wanted.of === name ? wanted.pages : firstPage
  const refetchInterval = useAskedAgainMs(listed.box)
  const results = useQueries({
    queries: pages.map((page) => {
      const input = pageInput(listed, page * pageRows, pageRows)
      return {
        queryKey: keyOf(route, input),
        queryFn: ({ signal }: { readonly signal: AbortSignal }) => api(route, { ...input, signal }),
        refetchInterval,
      }
    }),
  })
  const stamp = `${name} ${results.map(({ dataUpdatedAt }) => dataUpdatedAt).join()}`
  // biome-ignore lint/correctness/useExhaustiveDependencies: the stamp says when the cache has something else.
  const known = useMemo(() => knownPages(client, listed), [client, stamp])
  // biome-ignore lint/correctness/useExhaustiveDependencies: as above.
  useEffect(() => forgetOlderStates(client, listed), [client, listed, stamp])
  const pending = usePending()
  const { box, folder } = listed
  const view = useMemo(
    () => viewOf(known, (row) => afterPending(row, pending, { box, folder })),
    [known, pending, box, folder],
  )
  const want = useCallback(
    ({ from, to }: Range) => {
      const first = Math.floor(from / pageRows)
      const last = Math.floor(Math.max(from, to - 1) / pageRows)
      const next = Array.from({ length: last - first + 1 }, (_, index) => first + index)
      setWanted((now) =>
        now.of === name &&
        now.pages.length === next.length &&
        now.pages.every((page, at) => page === next[at])
          ? now
          : { of: name, pages: next },
      )
    },
    [name],
  )
  const failed = results.find(({ isError }) => isError)
  return {
    ...view,
    state: known.size > 0 ? 'shown' : failed === undefined ? 'loading' : 'failed',
    error: failed?.error ?? null,
    retry: () => {
      for (const result of results) if (result.isError || result.data === undefined) void result.refetch()
    },
    want,
  }
}

const firstPage: readonly number[] = [0]

const isPageOf = (listed: Listed) => {
  const wanted = JSON.stringify(pageInput(listed, 0, pageRows))
  return (input: unknown): boolean => {
    if (typeof input !== 'object' || input === null || !('query' in input)) return false
    return JSON.stringify({ ...input, query: { ...(input.query as object), offset: 0 } }) === wanted
  }
}

/** A page that was read, and when. */
export interface Known {
  readonly offset: number
  readonly page: ConversationPage
  readonly at: number
}

/** Pages that were read, by where they begin. */
export function knownPages(client: QueryClient, listed: Listed): ReadonlyMap<number, Known> {
  const fits = isPageOf(listed)
  const found = new Map<number, Known>()
  for (const query of client.getQueryCache().findAll({ queryKey: [route.slice(4)] })) {
    const [, input] = query.queryKey
    const page = query.state.data as ConversationPage | undefined
    if (page === undefined || !fits(input)) continue
    const { offset } = (input as ReturnType<typeof pageInput>).query
    found.set(offset, { offset, page, at: query.state.dataUpdatedAt })
  }
  return found
}

/** Pages of two states do not belong together: the older ones are read again when they come into view. */
export function forgetOlderStates(client: QueryClient, listed: Listed): void {
  const known = [...knownPages(client, listed).values()]
  const newest = known.reduce<Known | null>(
    (last, each) => (last === null || each.at > last.at ? each : last),
    null,
  )
  if (newest === null) return
  for (const { offset, page, at } of known) {
    if (page.state === newest.page.state) continue
    const queryKey = keyOf(route, pageInput(listed, offset, pageRows))
    client.removeQueries({ queryKey, exact: true, type: 'inactive' })
    if (newest.at - at > settleMs) void client.refetchQueries({ queryKey, exact: true, type: 'active' })
  }
}

/** The rows that are there as they will be, without those that are asked to go elsewhere. */
export function viewOf(
  known: ReadonlyMap<number, Known>,
  shownAs: (row: ConversationRow) => ConversationRow | null,
): Pick<Conversations, 'total' | 'rowAt' | 'indexOf'> {
  const rows = new Map<number, ConversationRow>()
  const hidden: number[] = []
  let newest: Known | null = null
  for (const each of known.values()) {
    if (newest === null || each.at > newest.at) newest = each
    for (const [index, row] of each.page.rows.entries()) {
      const shown = shownAs(row)
      if (shown === null) hidden.push(each.offset + index)
      else rows.set(each.offset + index, shown)
    }
  }
  hidden.sort((one, other) => one - other)
  const places = new Map([...rows].map(([raw, row]) => [row.uid, raw]))
  return {
    total: Math.max(0, (newest?.page.total ?? 0) - hidden.length),
    rowAt: (index) => rows.get(withoutHidden(hidden, index)),
    indexOf: (uid) => {
      const raw = places.get(uid)
      return raw === undefined ? -1 : raw - hidden.filter((each) => each < raw).length
    },
  }
}
