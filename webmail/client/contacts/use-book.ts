// The list of contacts or of the directory, asked for page by page as it comes into view; and what is stale after a change.

import { type QueryClient, useQueries, useQueryClient } from '@tanstack/react-query'
import { useCallback, useMemo, useRef, useState } from 'react'
import { api } from '../api.ts'
import type { Range } from '../list/layout.ts'
import { keyOf } from '../queries.ts'
import type { BookPlace } from './book-place.ts'
import type { ContactRow, DirectoryEntry } from './types.ts'

/** A line of the list, whichever of both it is of. */
export interface BookLine {
  readonly key: string
  readonly name: string
  /** Under it: the address, or where it belongs. */
  readonly second: string
  /** Null for what has no page of its own. */
  readonly id: string | null
  readonly entry: DirectoryEntry | null
}

export interface Book {
  readonly state: 'loading' | 'failed' | 'shown'
  readonly error: Error | null
  readonly retry: () => void
  readonly total: number
  readonly lineAt: (index: number) => BookLine | undefined
  readonly want: (rows: Range) => void
}

type Listed = Pick<BookPlace, 'shows' | 'group' | 'q'> & { readonly boxId: string }

const pageRows = 100

const ofContact = ({ id, name, organisation, addresses }: ContactRow): BookLine => ({
  ...{ key: id, id, name, entry: null },
  second: addresses[0] ?? organisation,
})

const ofEntry = (entry: DirectoryEntry): BookLine => ({
  ...{ key: entry.address, id: null, name: entry.name, entry },
  second: `${entry.commune} · ${entry.address}`,
})

interface BookPage {
  readonly lines: readonly BookLine[]
  readonly total: number
}

function pageQuery({ boxId, shows, group, q }: Listed, page: number) {
  const window = { offset: page * pageRows, limit: pageRows, ...(q === null ? {} : { q }) }
  const params = { box: boxId }
  if (shows === 'directory') {
    const input = { params, query: window }
    return {
      queryKey: keyOf('GET /boxes/{box}/directory', input),
      queryFn: async ({ signal }: { readonly signal: AbortSignal }): Promise<BookPage> => {
        const { rows, total } = await api('GET /boxes/{box}/directory', { ...input, signal })
        return { lines: rows.map(ofEntry), total }
      },
    }
  }
  const input = { params, query: { ...window, ...(group === null ? {} : { group }) } }
  return {
    queryKey: keyOf('GET /boxes/{box}/contacts', input),
    queryFn: async ({ signal }: { readonly signal: AbortSignal }): Promise<BookPage> => {
      const { rows, total } = await api('GET /boxes/{box}/contacts', { ...input, signal })
      return { lines: rows.map(ofContact), total }
    },
  }
}

export function useBook(listed: Listed): Book {
  const name = JSON.stringify(listed)
  const [wanted, setWanted] = useState({ of: name, first: 0, last: 0 })
  const { first, last } = wanted.of === name ? wanted : { first: 0, last: 0 }
  const pages = Array.from({ length: last - first + 1 }, (_, at) => first + at)
  const results = useQueries({
    queries: pages.map((page) => pageQuery(listed, page)),
  })
  const stamp = `${name} ${first} ${results.map(({ dataUpdatedAt }) => dataUpdatedAt).join()}`
  // biome-ignore lint/correctness/useExhaustiveDependencies: the stamp says when there is something else.
  const lines = useMemo(() => {
    const found = new Map<number, BookLine>()
    for (const [at, { data }] of results.entries())
      for (const [index, line] of (data?.lines ?? []).entries())
        found.set((first + at) * pageRows + index, line)
    return found
  }, [stamp])
  const want = useCallback(
    ({ from, to }: Range) => {
      const next = {
        of: name,
        first: Math.floor(from / pageRows),
        last: Math.floor(Math.max(from, to - 1) / pageRows),
      }
      setWanted((now) =>
        now.of === next.of && now.first === next.first && now.last === next.last ? now : next,
      )
    },
    [name],
  )
  const known = results.find(({ data }) => data !== undefined)?.data
  // Where one has scrolled to what is not there yet, the list stays as long as it was.
  const length = useRef({ of: name, total: null as number | null })
  if (known !== undefined) length.current = { of: name, total: known.total }
  const total = length.current.of === name ? length.current.total : null
  const failed = results.find(({ isError }) => isError)
  return {
    state: total !== null ? 'shown' : failed === undefined ? 'loading' : 'failed',
    error: failed?.error ?? null,
    retry: () => {
      for (const result of results) void result.refetch()
    },
    total: total ?? 0,
    lineAt: (index) => lines.get(index),
    want,
  }
}

/** Everything that is said of contacts is read again. */
export function useBookChanged(): () => Promise<void> {
  const client = useQueryClient()
  return useCallback(() => readAgain(client), [client])
}

const readAgain = (client: QueryClient): Promise<void> =>
  client.invalidateQueries({
    predicate: ({ queryKey: [path] }) => typeof path === 'string' && path.startsWith('/boxes/{box}/contact'),
  })
