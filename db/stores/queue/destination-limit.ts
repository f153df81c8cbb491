// How many deliveries at once a destination may see at most, whatever was learnt about it.

import { knownLimits, partOf } from '#core/queue/provider-limits.ts'

const cases = knownLimits.flatMap((limit) =>
  limit.domains.map((domain) => `when '${domain}' then ${partOf(limit)}`),
)

/** In SQL, without a look at any table: `destination` and `usual`, which holds for all others, name what is in the statement. */
export const boundOf = (destination: string, usual: string): string =>
  `least(${usual}::integer, case ${destination} ${cases.join(' ')} end)`
