// The conversations of a folder, asked for page by page as they come into view, with what was asked of them and is not yet
// confirmed.

import { type QueryClient, usePrefetchQuery, useQueries, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { type Listed, pageInput, routeOf, rowsOf } from '../../place/page-input.ts'
import { afterPending, usePending } from '../actions/pending.ts'
import { api } from '../api.ts'
import { type ConversationPage, type ConversationRow, type EveryBoxPage, rowKey } from '../boxes.ts'
import { usePollIntervalMs } from '../live/live-boxes.ts'
import { networkOrCache } from '../offline/network-or-cache.ts'
import { keyOf } from '../queries.ts'
import { countUpTo, type Range, withoutHidden } from './layout.ts'
import { type Near, pagesNear } from './near.ts'

export interface Conversations {
  readonly state: 'loading' | 'failed' | 'shown'
  readonly error: Error | null
  readonly retry: () => void
  readonly total: number
  /** Places of the rows that are there, ascending. */
  readonly known: readonly number[]
  /** Undefined while its page is not there. */
  readonly rowAt: (index: number) => ConversationRow | undefined
  /** Of a row by its key, among those that are there; -1 for none. */
  readonly indexOf: (key: string | null) => number
  /** There are older ones that the list does not go down to. */
  readonly more: boolean
  /** Boxes that did not answer. */
  readonly missing: readonly string[]
  /** Asks for the pages of these rows. */
  readonly want: (rows: Range) => void
}

/** Two pages of different states are asked for again no sooner: the list may be changing all the time. */
const settleMs = 2000

/** One page of it, whichever list it is. */
export async function readPage(
  listed: Listed,
  {
    offset,
    limit,
    signal,
    soon = false,
  }: {
    readonly offset: number
    readonly limit: number
    readonly signal?: AbortSignal
    /** Without own replies that the server would have to read first. */
    readonly soon?: boolean
  },
): Promise<KnownPage> {
  const input = pageInput(listed, offset, limit)
  const ending = signal === undefined ? {} : { signal }
  return 'params' in input && input.params !== undefined
    ? await api('GET /boxes/{box}/conversations', {
        ...{ ...input, ...ending },
        query: { ...input.query, ...(soon ? { soon: '1' } : {}) },
      })
    : await api('GET /conversations', { query: input.query, ...ending })
}

/** Of a page of so many rows, counted from 0. */
export function pageQuery(listed: Listed, page: number) {
  const limit = rowsOf(listed)
  const offset = page * limit
  const queryKey = keyOf(routeOf(listed), pageInput(listed, offset, limit))
  return {
    queryKey,
    queryFn: async ({ client, signal }: { readonly client: QueryClient; readonly signal: AbortSignal }) => {
      // Whoever scrolls sees rows first; where they stay, own replies come a moment later.
      const soon = page > 0 && client.getQueryData(queryKey) === undefined
      const read = await networkOrCache(queryKey, () => readPage(listed, { offset, limit, signal, soon }))
      // What was kept of a page without them is not asked for over and over.
      return soon ? read : { ...read, repliesMissing: false }
    },
  }
}

export type KnownPage = Omit<ConversationPage, 'repliesMissing'> &
  Partial<Pick<ConversationPage, 'repliesMissing'> & Pick<EveryBoxPage, 'missing'>>

/** Longer than somebody stays at a page that they scroll past. */
const repliesAfterMs = 400

/** `usualMs`: where nothing is missing, and where asking failed. */
export const askedAgainAfterMs = (
  { data, error }: { readonly data?: KnownPage | undefined; readonly error: Error | null },
  usualMs: number,
): number => (data?.repliesMissing === true && error === null ? repliesAfterMs : usualMs)

/** `boxes`: ids of those that are in it; `open`: key of the row that is open. */
export function useConversations(listed: Listed, boxes: string, open: string | null): Conversations {
  const client = useQueryClient()
  const pageRows = rowsOf(listed)
  const name = JSON.stringify(pageInput(listed, 0, pageRows))
  const [wanted, setWanted] = useState<{ readonly of: string; readonly pages: readonly number[] }>({
    of: name,
    pages: [0],
  })
  const [near, setNear] = useState<Near>({ of: '', pages: [], isFound: false })
  const nearOf = `${name} ${open}`
  const inView = wanted.of === name ? wanted.pages : firstPage
  // Those near what was open before stay until it is known which come next: what is let go of is asked for anew.
  const nearPages = open !== null && near.of.startsWith(name) ? near.pages : []
  const pages = [...new Set([...inView, ...nearPages])]
  const usualMs = usePollIntervalMs(boxes)
  // Asked for before the list is drawn without it.
  usePrefetchQuery(pageQuery(listed, 0))
  const results = useQueries({
    queries: pages.map((page) => ({
      ...pageQuery(listed, page),
      refetchInterval: ({ state }: { readonly state: Parameters<typeof askedAgainAfterMs>[0] }) =>
        askedAgainAfterMs(state, usualMs),
    })),
  })
  const stamp = `${name} ${results.map(({ dataUpdatedAt }) => dataUpdatedAt).join()}`
  // biome-ignore lint/correctness/useExhaustiveDependencies: the stamp says when the cache has something else.
  const known = useMemo(() => knownPages(client, listed), [client, stamp])
  // biome-ignore lint/correctness/useExhaustiveDependencies: as above.
  useEffect(() => forgetOlderStates(client, listed), [client, listed, stamp])
  const pending = usePending()
  const view = useMemo(() => viewOf(known, (row) => afterPending(row, pending)), [known, pending])
  useEffect(() => {
    if (open === null) return
    const seen = { of: nearOf, at: view.indexOf(open), total: view.total, pageRows }
    setNear((before) => pagesNear(before, { ...seen, isKnown: (page) => known.has(page * pageRows) }))
  }, [open, nearOf, view, known, pageRows])
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
    [name, pageRows],
  )
  const failed = results.find(({ isError }) => isError)
  return {
    ...view,
    state: known.size > 0 ? 'shown' : failed === undefined ? 'loading' : 'failed',
    error: failed?.error ?? null,
    retry: () => {
      for (const result of results)
        if (result.isError || result.data === undefined || (result.data.missing ?? []).length > 0)
          void result.refetch()
    },
    want,
  }
}

const firstPage: readonly number[] = [0]

const isPageOf = (listed: Listed) => {
  const wanted = JSON.stringify(pageInput(listed, 0, rowsOf(listed)))
  return (input: unknown): boolean => {
    if (typeof input !== 'object' || input === null || !('query' in input)) return false
    return JSON.stringify({ ...input, query: { ...(input.query as object), offset: 0 } }) === wanted
  }
}

/** A page that was read, and when. */
export interface Known {
  readonly offset: number
  readonly page: KnownPage
  readonly at: number
}

/** Pages that were read, by where they begin. */
export function knownPages(client: QueryClient, listed: Listed): ReadonlyMap<number, Known> {
  const fits = isPageOf(listed)
  const found = new Map<number, Known>()
  for (const query of client.getQueryCache().findAll({ queryKey: [routeOf(listed).slice(4)] })) {
    const [, input] = query.queryKey
    const page = query.state.data as KnownPage | undefined
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
    const queryKey = keyOf(routeOf(listed), pageInput(listed, offset, rowsOf(listed)))
    client.removeQueries({ queryKey, exact: true, type: 'inactive' })
    if (newest.at - at > settleMs) void client.refetchQueries({ queryKey, exact: true, type: 'active' })
  }
}

/** The rows that are there as they will be, without those that are asked to go elsewhere. */
export function viewOf(
  known: ReadonlyMap<number, Known>,
  shownAs: (row: ConversationRow) => ConversationRow | null,
): Pick<Conversations, 'total' | 'known' | 'rowAt' | 'indexOf' | 'more' | 'missing'> {
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
  const places = new Map([...rows].map(([raw, row]) => [rowKey(row), raw]))
  const placeOf = (raw: number): number => raw - countUpTo(hidden, raw)
  return {
    known: [...rows.keys()].map(placeOf).sort((one, other) => one - other),
    total: Math.max(0, (newest?.page.total ?? 0) - hidden.length),
    rowAt: (index) => rows.get(withoutHidden(hidden, index)),
    more: newest?.page.more ?? false,
    missing: newest?.page.missing ?? [],
    indexOf: (key) => {
      const raw = key === null ? undefined : places.get(key)
      return raw === undefined ? -1 : placeOf(raw)
    },
  }
}
