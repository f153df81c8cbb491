// How many deliveries at once large providers are known to take from one address of ours. Few, and only what is well known: all
// others are learnt from their answers (destination-throttle.ts), but with those of these the learning itself counts against us.

import type { Destination } from './queued-mail.ts'

interface KnownLimit {
  /** With the same servers, so that their mail counts together. */
  readonly domains: readonly [string, ...string[]]
  readonly atOnce: number
}

export const providerLimits: readonly KnownLimit[] = [
  // Orange: one more is `421 … Too many connections, slow down. OFR004_104`, and whoever goes on is refused for longer
  // (https://postmaster.orange.fr explains its numbers). Those who send much to it report two or three for each address, for
  // both domains together.
  { domains: ['orange.fr', 'wanadoo.fr'], atOnce: 2 },
]

/** Of those that share servers each has its part, so that together they never are more. Null where nothing is known. */
export function providerLimit(destination: Destination): number | null {
  const limit = providerLimits.find(({ domains }) => domains.includes(destination))
  return limit === undefined ? null : shareOfLimit(limit)
}

/** What each of its domains may have. */
export const shareOfLimit = ({ domains, atOnce }: KnownLimit): number =>
  Math.max(1, Math.floor(atOnce / domains.length))
