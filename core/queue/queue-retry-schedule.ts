// How long outgoing mail waits between two attempts on a destination, as data. The first minutes are tight, because most
// servers that say « later » mean it literally; after that a server that is down for a night costs a few dozen attempts.

const minute = 60
const hour = 60 * minute
const day = 24 * hour

/** Seconds before attempt 2, 3, 4 …; the last one repeats until the message expires. */
export const queueRetrySeconds: readonly [number, ...number[]] = [
  // Greylisting takes a second try after one to five minutes: 1, 3 and 6 minutes after the first.
  ...([minute, 2 * minute, 3 * minute] as const),
  // A restart, a full disk, an overload: 11, 21 and 41 minutes, then an hour and 11 minutes.
  ...([5 * minute, 10 * minute, 20 * minute, 30 * minute] as const),
  // A morning's outage.
  ...([hour, hour, hour, hour] as const),
  // A weekend's.
  ...([2 * hour, 2 * hour, 2 * hour, 2 * hour] as const),
  3 * hour,
]

/** Each wait is made this much shorter or longer at random, so that what failed together does not come back together. */
export const queueRetryJitter = 0.1

/** What is unsettled then fails: « at least 4–5 days » (RFC 5321 §4.5.4.1). */
export const queueLifeSeconds = 5 * day

/** The sender is told once that it takes longer. */
export const queueDelaySeconds = 4 * hour
