// The leases of what one runner has at work: renewed together, and left to run out when the process stops.

import type { Log } from '#core/log.ts'
import type { QueueRuns } from '#db/stores/queue/queue-runs.ts'
import { Repetition } from '../repetition.ts'

export interface ClaimLimits {
  readonly leaseSeconds: number
  readonly longestAttemptSeconds: number
}

/** A renewal may come late or fail, and the lease still holds. */
const renewalsInALease = 3

export class Claims implements AsyncDisposable {
  readonly #runs: Pick<QueueRuns, 'renew' | 'excuse'>
  readonly #longestMilliseconds: number
  /** When each began, by a clock that nobody sets. */
  readonly #began = new Map<string, number>()
  readonly #renewing: Repetition

  constructor(runs: Pick<QueueRuns, 'renew' | 'excuse'>, log: Log, limits: ClaimLimits) {
    this.#runs = runs
    this.#longestMilliseconds = limits.longestAttemptSeconds * 1000
    this.#renewing = new Repetition({
      component: 'queue-leases',
      everyMilliseconds: (limits.leaseSeconds * 1000) / renewalsInALease,
      log,
      work: async () => {
        await this.#renew()
        return false
      },
    })
  }

  begin(claim: string): void {
    this.#began.set(claim, performance.now())
  }

  end(claim: string): void {
    this.#began.delete(claim)
  }

  /** What is still at work is cut off with the process, which is no sign of poison. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#renewing[Symbol.asyncDispose]()
    const left = [...this.#began.keys()]
    // Without a database it is counted all the same; three in a row would be needed.
    if (left.length > 0) await this.#runs.excuse(left).catch(() => undefined)
  }

  async #renew(): Promise<void> {
    const before = performance.now() - this.#longestMilliseconds
    const atWork = [...this.#began].filter(([, began]) => began > before).map(([claim]) => claim)
    if (atWork.length > 0) await this.#runs.renew(atWork)
  }
}
