// The filters of the register of mailboxes, as they stand in an address and as the API takes them.

import { type FilterValues, setFilters } from '#ui/table/url-filters.ts'
import type { AdminInput } from '../../contract/all.ts'

type Query = NonNullable<AdminInput<'GET /mailboxes'>['query']>

export const mailboxFilters = ['search', 'kind', 'state'] as const
/** One filter on the screen, three in the API. */
export const mailboxFilterStates = ['nearlyFull', 'suspended', 'expired'] as const

export function mailboxQuery(
  filters: FilterValues<(typeof mailboxFilters)[number]>,
  commune: string | null,
): Query {
  const { state, ...others } = setFilters(filters)
  const chosen = mailboxFilterStates.find((each) => each === state)
  // What stands in an address may be anything; the API says what it does not take.
  return {
    ...others,
    ...(commune === null ? {} : { commune }),
    ...(chosen === undefined ? {} : { [chosen]: 'true' }),
  } as Query
}
