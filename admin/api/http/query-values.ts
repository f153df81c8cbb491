// Values as they stand in a request or an answer.

import type { AddressFilter } from '#db/stores/addresses/aliases.ts'
import type { PageWish, SortWish } from '#db/stores/query/page.ts'
import { type Problem, wrongField } from '#http/problem.ts'
import { readAddress } from '../addresses/read-address.ts'

export function iso(at: Date): string
export function iso(at: Date | null): string | null
export function iso(at: Date | null): string | null {
  return at?.toISOString() ?? null
}

/** A yes or no of a query. */
export const flag = (text: 'true' | 'false' | undefined): boolean | undefined =>
  text === undefined ? undefined : text === 'true'

/** What was left out stays left out. */
export function dateOf(text: string | undefined): Date | undefined
export function dateOf(text: string | null | undefined): Date | null | undefined
export function dateOf(text: string | null | undefined): Date | null | undefined {
  return typeof text === 'string' ? new Date(text) : text
}

/** Aliases and lists are narrowed alike. */
export function addressFilter(query: {
  readonly commune?: string | undefined
  readonly search?: string | undefined
  readonly target?: string | undefined
}): AddressFilter | Problem {
  const { commune, search } = query
  if (query.target === undefined) return { commune, search, target: undefined }
  const target = readAddress(query.target)
  return target.ok
    ? { commune, search, target: target.value }
    : wrongField('/query/target', 'invalid-address', target.error)
}

export const pageWish = <Sort extends string>({ after, limit, sort, order }: PageWish & SortWish<Sort>) => ({
  ...{ after, limit, sort, order },
})
