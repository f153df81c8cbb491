// Who may have how many of a reader's threads at once: those of clamd, and ours that look for leaks. A small archive can keep
// one busy until its longest time, and nothing but its end frees the thread, so nobody gets so many that others find none.

import type { Clock } from '#core/clock.ts'
import { LruCache } from '#core/lru-cache.ts'
import type { Admits } from '../slots.ts'

/** Ordinary scans take milliseconds, those of the largest messages some seconds. */
const slowMilliseconds = 5000
const rememberedMilliseconds = 600_000
const mostRemembered = 10_000

export class ScanShares {
  readonly #clock: Clock
  readonly #most: number
  readonly #slowAt = new LruCache<number>(mostRemembered)

  constructor(most: number, clock: Clock) {
    this.#most = most
    this.#clock = clock
  }

  /** A client gets three of eight, and one of two; all those together whose scans were slow lately get half. */
  readonly admits: Admits = (client, holders) => {
    const ofOne = Math.max(1, Math.floor((this.#most * 3) / 8))
    if ((holders.get(client) ?? 0) >= ofOne) return false
    if (!this.#isSlow(client)) return true
    const ofSlow = [...holders].reduce((sum, [who, held]) => (this.#isSlow(who) ? sum + held : sum), 0)
    return ofSlow < Math.max(1, Math.floor(this.#most / 2))
  }

  /** Notes how long a scan took that began at `started`. */
  took(client: string, started: number): void {
    const now = this.#clock.now()
    if (now - started >= slowMilliseconds) this.#slowAt.set(client, now)
  }

  #isSlow(client: string): boolean {
    const at = this.#slowAt.get(client)
    return at !== undefined && this.#clock.now() - at < rememberedMilliseconds
  }
}
