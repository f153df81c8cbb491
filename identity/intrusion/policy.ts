// What is held against guessing passwords, the same at every door. Pure: counts and a moment in, a decision out. A login is
// only ever closed to the network that guesses it, so that nobody can lock out its owner from elsewhere.

const second = 1000
const minute = 60 * second
const hour = 60 * minute

/** As of now, for one login and the network that tries it. */
export interface Standing {
  /** Different wrong passwords of this network for this login, within the window. */
  readonly failures: number
  readonly blockedUntil: Date | null
  /** Nothing from there is let in until then. */
  readonly networkBlockedUntil: Date | null
  /** Somebody said that this network is never blocked. */
  readonly trusted: boolean
}

export type Decision =
  | { readonly kind: 'allow' }
  /** Look at the password only after so long. */
  | { readonly kind: 'delay'; readonly milliseconds: number }
  /** Whatever the password is. */
  | { readonly kind: 'refuse'; readonly until: Date }

export const limits = {
  /** Without another failure for so long, counting begins anew; after a block it takes `blockMemoryMilliseconds`. */
  windowMilliseconds: hour,
  blockMemoryMilliseconds: 24 * hour,
  delayAfter: 3,
  blockAfter: 10,
  /** Where many people of one network try each for themselves: so many failures weigh as one. */
  many: 10,
  /** Logins that one network fails on within `stuffingMilliseconds`, having never signed in to them. */
  stuffingLogins: 10,
  stuffingMilliseconds: hour,
  firstNetworkBlockMilliseconds: hour,
  longestBlockMilliseconds: 24 * hour,
  /** Of all networks together for one login within a day: told, and nobody is locked out. */
  distributed: { failures: 50, networks: 10, milliseconds: 24 * hour },
} as const

const firstBlockMilliseconds = 15 * minute
const longestDelayMilliseconds = 8 * second

export function decide(standing: Standing, now: Date): Decision {
  const until = standing.trusted ? null : later(standing.blockedUntil, standing.networkBlockedUntil)
  if (until !== null && until > now) return { kind: 'refuse', until }
  const over = standing.failures - limits.delayAfter
  if (over < 0) return { kind: 'allow' }
  return { kind: 'delay', milliseconds: Math.min(second * 2 ** over, longestDelayMilliseconds) }
}

/** How long the failure with this number closes the login to its network; null for not at all. */
export function blockFor(failures: number): number | null {
  const over = failures - limits.blockAfter
  if (over < 0) return null
  return Math.min(firstBlockMilliseconds * 2 ** over, limits.longestBlockMilliseconds)
}

export const isStuffing = (logins: number): boolean => logins >= limits.stuffingLogins

export const isDistributed = (all: { readonly failures: number; readonly networks: number }): boolean =>
  all.failures >= limits.distributed.failures && all.networks >= limits.distributed.networks

const later = (one: Date | null, other: Date | null): Date | null =>
  one === null || (other !== null && other > one) ? other : one
