// How many deliveries at once a destination may see at most, whatever was learnt about it.

import { providerLimits, shareOfLimit } from '#core/queue/provider-limits.ts'

const cases = providerLimits.flatMap((limit) =>
  limit.domains.map((domain) => `when '${domain}' then ${shareOfLimit(limit)}`),
)

/** In SQL, without a look at any table: `destination` and `usual`, which holds for all others, name what is in the statement. */
export const destinationLimitSql = (destination: string, usual: string): string =>
  `least(${usual}::integer, case ${destination} ${cases.join(' ')} end)`
