// How much room a mailbox may be given, and by whom.

import { Problem } from '#http/problem.ts'
import { defaultQuotaBytes } from '../../contract/mailboxes/mailbox.ts'

export interface QuotaWish {
  readonly wanted: number
  /** What it has now; 0 for a new one. */
  readonly before: number
  /** What the commune's other mailboxes may take together. */
  readonly others: number
  /** The pooled quota of the commune; null where there is none. */
  readonly pool: number | null
  /** Whether whoever asks has `change:quota`. */
  readonly free: boolean
}

/**
 * A pool binds everybody, and inside it a manager divides as they like. Without one, whoever has no `change:quota` gives no
 * more than what every mailbox begins with. Less than before is always allowed.
 */
export function refuseQuota({ wanted, before, others, pool, free }: QuotaWish): Problem | null {
  if (wanted <= before) return null
  if (pool !== null) {
    return others + wanted <= pool
      ? null
      : new Problem(
          'over-pooled-quota',
          `The commune may take ${pool} octets, of which ${Math.max(0, pool - others)} are left.`,
        )
  }
  return free || wanted <= defaultQuotaBytes
    ? null
    : new Problem('forbidden', `More than ${defaultQuotaBytes} octets take the permission change:quota.`)
}
