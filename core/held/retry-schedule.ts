// How long a message that is already ours waits between attempts on its mailbox. The way is short, one Dovecot of our
// own, so it starts tight; after the last step a person looks at it.

const minute = 60
const hour = 60 * minute

/** Seconds before retry 1, 2, 3 …; five days in all, as long as other servers keep trying (RFC 5321 §4.5.4.1). */
export const retryScheduleSeconds: readonly number[] = [
  ...[15, 30, minute, 2 * minute, 5 * minute, 10 * minute, 20 * minute, 30 * minute],
  ...Array.from({ length: 10 }, () => hour),
  ...Array.from({ length: 36 }, () => 3 * hour),
]

/** When to try again after `retries` that failed (none yet when the gateway itself could not deliver), or null at the end. */
export function nextRetry(retries: number, now: number): Date | null {
  const seconds = retryScheduleSeconds[retries]
  return seconds === undefined ? null : new Date(now + seconds * 1000)
}
