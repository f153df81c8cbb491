// Asking through a cache: what one screen has read the next one shows at once, and asks again. Lists come page by page.

import {
  type UseMutationResult,
  type UseQueryResult,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import { passing } from '#ui/api/query-client.ts'
import type { AdminAnswer, AdminInput, AdminRoute } from '../contract/all.ts'
import { api } from './api.ts'

type Reading = Extract<AdminRoute, `GET /${string}`>
export type Changing = Exclude<AdminRoute, Reading>

type First<Name> = Name extends `GET /${infer Step}/${string}`
  ? `/${Step}`
  : Name extends `GET /${infer Step}`
    ? `/${Step}`
    : never

/** Names answers by the beginning of their path: `/communes`, `/mailboxes/count`. */
export type Path = First<Reading> | `${First<Reading>}/${string}`

const againMs = 5000

/** The key under which an answer is kept: everything read from `/communes` is forgotten by `forget('/communes')`. */
const keyOf = (name: Reading, input: unknown) => [name.slice(4), input] as const

// Not every route takes an input; the callers' types say which do (AdminInput), the call itself is the same.
const askAs = api as (name: AdminRoute, given: object) => Promise<unknown>

interface AnswerOptions {
  readonly enabled?: boolean
  readonly refetchMs?: number
  /** Asked again until the service is back: by itself, where no frame does it for all. */
  readonly again?: boolean
}

export function useAnswer<Name extends Reading>(
  name: Name,
  input: AdminInput<Name>,
  options: AnswerOptions = {},
): UseQueryResult<AdminAnswer<Name>, Error> {
  return useQuery({
    queryKey: keyOf(name, input),
    queryFn: async ({ signal }) => (await askAs(name, { ...input, signal })) as AdminAnswer<Name>,
    enabled: options.enabled ?? true,
    refetchInterval: ({ state }) =>
      options.again === true && passing(state.error) ? againMs : (options.refetchMs ?? false),
  })
}

export interface Listing<Row> {
  readonly rows: readonly Row[]
  readonly state: 'loading' | 'failed' | 'shown'
  readonly error: Error | null
  readonly retry: () => void
  /** Null at the end. */
  readonly onMore: (() => void) | null
  readonly loadingMore: boolean
}

type RowOf<Name extends Reading> =
  AdminAnswer<Name> extends { readonly rows: readonly (infer Row)[] } ? Row : never

interface Page {
  readonly rows: readonly unknown[]
  readonly next: string | null
}

/** What a list was asked for, whichever way it is sorted. */
const unordered = (key: unknown): string =>
  JSON.stringify(key, (name, value) => (name === 'sort' || name === 'order' ? undefined : value))

/** A list of the API, page by page, for DataTable. */
export function useListing<Name extends Reading>(
  name: Name,
  input: AdminInput<Name>,
  options: { readonly enabled?: boolean } = {},
): Listing<RowOf<Name>> {
  const asked = input as { readonly query?: Readonly<Record<string, unknown>> }
  const queryKey = [...keyOf(name, input), 'pages'] as const
  const list = useInfiniteQuery({
    queryKey,
    initialPageParam: null as string | null,
    queryFn: async ({ pageParam, signal }) => {
      const query = { ...asked.query, ...(pageParam === null ? {} : { after: pageParam }) }
      return (await askAs(name, { ...asked, query, signal })) as Page
    },
    getNextPageParam: (page) => page.next,
    enabled: options.enabled ?? true,
    // Sorted otherwise they are the same rows: they stay, and the head that was pressed keeps the focus.
    placeholderData: (shown, before) =>
      before !== undefined && unordered(before.queryKey) === unordered(queryKey) ? shown : undefined,
  })
  return {
    rows: (list.data?.pages.flatMap((page) => page.rows) ?? []) as RowOf<Name>[],
    state: list.data !== undefined ? 'shown' : list.isError ? 'failed' : 'loading',
    error: list.error,
    retry: () => void list.refetch(),
    onMore: list.hasNextPage && !list.isPlaceholderData ? () => void list.fetchNextPage() : null,
    loadingMore: list.isFetchingNextPage,
  }
}

/** A change; what it makes stale is named by path: `['/communes']`. */
export function useChange<Name extends Changing>(
  name: Name,
  stale: readonly Path[],
): UseMutationResult<AdminAnswer<Name>, Error, AdminInput<Name> & { readonly key?: string }> {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (input) => (await askAs(name, input)) as AdminAnswer<Name>,
    onSuccess: async () => {
      await client.invalidateQueries({
        predicate: ({ queryKey: [path] }) =>
          typeof path === 'string' && stale.some((each) => path.startsWith(each)),
      })
    },
  })
}
